"""The graph on the web: SPARQL, a page for each thing, reconciliation, JSON, and the explorer. Read-only.

    running.run(settings, say)   serve until somebody stops it

    guarding ─▶ application ─▶ protocol · things · reconciling · api · pages ─▶ pool ─▶ worker ─▶ tasks
    names, headers  addresses    HTTP in, HTTP out                            limits   another program, no network

The server itself reads no graph: whatever does runs in a worker, which can be stopped at any moment.
"""

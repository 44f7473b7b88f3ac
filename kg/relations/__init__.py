"""Named calls: what researchers ask a graph for, as typed rows or as a DataFrame.

    with kg.Store("graph", read_only=True) as store:
        kg.spoke_at(store, "长春现场会")             who spoke there, in what role, on what topic
        kg.posts_of(store, "陈存根", on="2023-06")   the posts of a person, ever or on a day
        kg.held(store, "长春市委组织部部长")           who held a post
        kg.met(store, "陈存根", "罗华")              the events that both took part in
        kg.path(store, "陈存根", "德州市天衢新区")     the shortest way between two things, a sentence for each step
        kg.timeline(store, "陈存根").frame()        as a pandas DataFrame

A thing is given by its name, its IRI or the end of one, or NAME@ARTICLE. Every row that is a fact has the sentence that
it rests on, its article, its IRI, and how many independent articles say so.
"""

from __future__ import annotations

from kg.relations.lives import timeline
from kg.relations.networks import central, communities, path
from kg.relations.people import co_speakers, held, hosted_by, hosts, met, posts_of, spoke_at
from kg.relations.rows import Central, Community, CoSpeaker, Held, Host, Met, Moment, Rows, Spoke, Step

__all__ = [
    "Central",
    "CoSpeaker",
    "Community",
    "Held",
    "Host",
    "Met",
    "Moment",
    "Rows",
    "Spoke",
    "Step",
    "central",
    "co_speakers",
    "communities",
    "held",
    "hosted_by",
    "hosts",
    "met",
    "path",
    "posts_of",
    "spoke_at",
    "timeline",
]

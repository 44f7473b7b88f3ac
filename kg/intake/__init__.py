"""From files to cleaned text: encodings, pages, tables, page furniture, mastheads."""

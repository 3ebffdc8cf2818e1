"""Search over e-services and information pages: the same on SQLite and PostgreSQL, since no database does the matching.

The table SearchEntry holds the words of every page that can be found, by language. It is kept in step by one action
(`actions.index_page`). Each process keeps what anyone may see of it in memory (`kept`), asks the table before each
search whether that still holds, and ranks by itself: words without their endings, parts of compounds, synonyms that
editors keep, small typing errors. What kinds of page there are, their apps say (`registry`).
"""

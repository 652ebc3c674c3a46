"""The check of an existing job description: what it says, found by names and fixed rules; nothing of it is kept.

Nothing here may hand the text, or a word of it, to a database, a log, an error or anything else that outlives the
request.
"""

"""Which database answers, how long it may take, and what is shown when it does not answer.

The primary takes all that is written. Readers of public pages may be answered by a replica while its content is the
primary's, stamp for stamp, or while the primary is down.
"""

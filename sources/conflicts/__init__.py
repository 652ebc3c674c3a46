"""Two editors, or two tabs, on one page of the admin: nothing that somebody typed is silently overwritten.

A page says, sealed, what it was opened with. When it is sent, each field is compared three ways: as it was opened,
as it is stored now, as it was sent. What only the other changed is kept, and told; what both changed differently
is asked (`settling`). Forms (`forms`), lists of rows (`formsets`) and model admins (`admin`) stand on that.
"""

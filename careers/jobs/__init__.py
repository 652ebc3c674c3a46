"""Job descriptions made from what is stated of a role, the check of an existing one, and sheets for interviews."""

"""A role or a comparison within somebody else's page: plain HTML in a frame, without script and cookie."""

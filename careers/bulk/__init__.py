"""The whole content to take away: releases of it, kept for good, and their files."""

"""Editing the skills of several roles side by side, as in a spreadsheet: skills down, roles across."""

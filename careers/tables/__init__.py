"""Content as tables: every model as CSV and XLSX, out and in again."""

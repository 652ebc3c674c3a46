"""The order in which rows are imported: what others stand below comes before them."""


def parents_first(table, sheet):
    """Return the (number, cells) pairs of a sheet, each after the row that it names as its broader one.

    Rows of a circle stay where they are: the database then lacks what the first of them names.
    """
    model = table._meta.model
    column = next((column for column in table.references if column.field.related_model is model), None)
    key = table.key_columns[0].column_name
    if not column or column.column_name not in sheet.headers:
        return sheet.rows
    own, broader = sheet.headers.index(key), sheet.headers.index(column.column_name)
    rows = {cells[own]: (number, cells) for number, cells in sheet.rows}
    ordered = {}
    for number, cells in sheet.rows:
        chain, passed = [(number, cells)], {cells[own]}
        while (parent := rows.get(chain[-1][1][broader])) and parent[1][own] not in passed:
            passed.add(parent[1][own])
            chain.append(parent)
        ordered.update((row[0], row) for row in reversed(chain) if row[0] not in ordered)
    return list(ordered.values())

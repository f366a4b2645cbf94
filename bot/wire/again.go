package wire

import "slices"

// Again returns the buttons of a message, to be sent once more.
func Again(components []RowOfMessage) []Row {
	rows := []Row{}
	for _, row := range components {
		buttons := slices.DeleteFunc(slices.Clone(row.Components), func(b Button) bool { return b.Type != TypeButton })
		rows = append(rows, Buttons(buttons...)...)
	}
	return rows
}

// WithButton adds a button after those of the first row, if that has room, or in a row of its
// own. It returns false if there is room for neither.
func WithButton(rows []Row, b Button) ([]Row, bool) {
	const perRow, most = 5, 5
	rows = slices.Clone(rows)
	if len(rows) > 0 && len(rows[0].Buttons) < perRow {
		rows[0].Buttons = append(slices.Clone(rows[0].Buttons), b)
		return rows, true
	}
	if len(rows) == most {
		return rows, false
	}
	return slices.Insert(rows, min(1, len(rows)), Buttons(b)[0]), true
}

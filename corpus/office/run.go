package office

import "footnote/corpus/doc"

// A run is an open run: text in one format.
type run struct {
	hidden bool
	shift  doc.Shift
}

// shift moves the innermost run above or below the line, or back to it.
func (w *walker) shift(to string) {
	if len(w.runs) > 0 && w.parent(1) == "rPr" && w.parent(2) == "r" && to != "" {
		w.runs[len(w.runs)-1].shift = map[string]doc.Shift{"superscript": doc.Raise, "subscript": doc.Lower}[to]
	}
}

// shifted returns the shift of the innermost run.
func (w *walker) shifted() doc.Shift {
	if len(w.runs) == 0 {
		return 0
	}
	return w.runs[len(w.runs)-1].shift
}

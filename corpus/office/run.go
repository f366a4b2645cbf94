package office

import "footnote/corpus/doc"

// A run is an open run: text of one look.
type run struct {
	hidden bool
	shift  doc.Shift
}

// shift sets the innermost run above or below the line, or back on it.
func (w *walker) shift(to string) {
	if len(w.runs) > 0 && w.parent(1) == "rPr" && w.parent(2) == "r" && to != "" {
		w.runs[len(w.runs)-1].shift = map[string]doc.Shift{"superscript": doc.Raise, "subscript": doc.Lower}[to]
	}
}

// shifted is where the innermost run stands.
func (w *walker) shifted() doc.Shift {
	if len(w.runs) == 0 {
		return 0
	}
	return w.runs[len(w.runs)-1].shift
}

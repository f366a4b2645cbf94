package verify

// Counts are the numbers of a model's statements, by the result of the check.
type Counts struct {
	Supported int `json:"supported"` // shown
	Miscited  int `json:"miscited"`  // of the supported ones: they cite a passage that does not support them
	Uncited   int `json:"uncited"`   // of the supported ones: they cite nothing
	Dropped   int `json:"dropped"`   // not shown: no passage supports them
}

// Plus returns the sum of both.
func (s Counts) Plus(o Counts) Counts {
	return Counts{s.Supported + o.Supported, s.Miscited + o.Miscited, s.Uncited + o.Uncited, s.Dropped + o.Dropped}
}

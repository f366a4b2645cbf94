package verify

// certainFrom is the probability from which on a supported statement is certain. It was chosen
// on half of the statements of docs/quality.md. What a model wrote is shown from
// [Calibration.Enough] on, since its reader sees the source beside it. Whoever asks for a check
// takes the finding for the answer, so that one needs more.
const certainFrom = 0.75

// Certain reports whether the sources certainly support the statement. If no judge decides,
// the rules have the last word.
func (v Verdict) Certain() bool {
	judged := v.Likely > 0
	return v.Supported && !v.Unshared && (!judged || v.Likely >= certainFrom)
}

// unshared reports whether a source has none of a claim's words, names and numbers, in its
// language or in translation. A judge may still believe the claim, above all across languages.
func (c *Checker) unshared(one claim, e evidence) (bool, error) {
	for _, part := range one.clauses {
		for _, name := range part.names {
			if found, err := c.mentions(e.all, name); err != nil || found {
				return false, err
			}
		}
		for _, s := range e.segments {
			for _, q := range part.quantities {
				if has(s, q) {
					return false, nil
				}
			}
		}
	}
	query := one.query
	if one.chinese != e.segments[0].chinese {
		query = one.cross
	}
	_, share := c.words.Score(query, e.all)
	return share == 0, nil
}

package verify

// fragmentShare is the share of a fragment's words, weighted by IDF, that a sentence must
// have.
const fragmentShare = 0.6

// HasWords reports whether one of the places has the words of a fragment such as "238.", as
// written or in translation. A fragment is checked together with the question, and many
// sentences would support the question's words alone. An error comes from a built-in word
// list.
func (r *Reading) HasWords(fragment string, places []Place) (bool, error) {
	own, cross, err := r.checker.queries(fragment)
	if err != nil {
		return false, err
	}
	for _, place := range places {
		sentence := r.sources[place.Source].Sentences[place.Sentence]
		_, alike := r.checker.words.Score(own, sentence)
		_, translated := r.checker.words.Score(cross, sentence)
		if max(alike, translated) >= fragmentShare {
			return true, nil
		}
	}
	return false, nil
}

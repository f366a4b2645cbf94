package verify

// fragmentShare is the share of the words of a fragment that a sentence has at
// least, by IDF.
const fragmentShare = 0.6

// HasWords reports whether one of the places has the words of a fragment, such as
// "238.", itself or translated. A fragment is understood only together with the
// question, and with that it would be borne out by much. The error is that of a
// built-in word list.
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

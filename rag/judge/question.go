package judge

import "context"

// An Answer says how well a passage answers a question. Scores are logits, which [Probability]
// turns into probabilities. What is not read, because it is empty or does not fit the model's
// input, has the score negative infinity.
type Answer struct {
	Score     float32   // that the passage answers the question
	Sentences []float32 // that each sentence does
}

// Question returns, for each passage, how well it answers the question. A passage is a list of
// sentences in order. The scores of a passage do not depend on the others. It returns an error
// if ctx is cancelled or the built-in weights are damaged.
func (j *Judge) Question(ctx context.Context, question string, passages [][]string) ([]Answer, error) {
	readings, err := j.read(ctx, questionLead, question, passages)
	if err != nil {
		return nil, err
	}
	all := make([]Answer, len(passages))
	for n, r := range readings {
		all[n] = Answer{unread, r.scores(answers)}
		if r.whole != nil {
			all[n].Score = r.whole[answers]
		}
	}
	return all, nil
}

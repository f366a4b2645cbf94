package judge

import "context"

// An Answer says how well a passage answers a question. Scores are logits:
// [Probability] makes probabilities of them. What is not read, because it is
// empty or because the passage is too long for it to fit, has the score negative
// infinity.
type Answer struct {
	Score     float32   // that the passage answers
	Sentences []float32 // that each sentence of the passage does
}

// Question says of each passage, a list of sentences in their order, how well it
// answers the question. A passage's scores do not depend on the others. The error
// is that of a cancelled ctx, or that the program file is damaged.
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

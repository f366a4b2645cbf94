package eval

import (
	"fmt"
	"strings"
)

// A RetrievalReport has the measurements of retrieval on a set.
type RetrievalReport struct {
	Set string `json:"set"`
	Retrieval
	P50       float64    `json:"p50_ms"` // per question, including its embedding
	P99       float64    `json:"p99_ms"`
	SearchP50 float64    `json:"search_p50_ms"` // without embedding the question
	Passages  int        `json:"passages"`
	Embedder  string     `json:"embedder"`
	Tokens    float64    `json:"embed_tokens_per_s,omitempty"` // of the built-in embedder
	Ablations []Ablated  `json:"ablations,omitempty"`
	Reranked  *Reranking `json:"reranked,omitempty"` // nil without a judge
}

// An Ablated has the figures with something left out.
type Ablated struct {
	Name string `json:"name"`
	Retrieval
}

// Text formats the report for people. name is that of the set.
func (r RetrievalReport) Text(name string, table bool) string {
	var out strings.Builder
	line := "%s: nDCG@10 %.4f  recall@1 %.4f  recall@5 %.4f  MRR@10 %.4f\n"
	if table {
		out.WriteString("| " + name + " | nDCG@10 | recall@1 | recall@5 | MRR@10 |\n|---|---|---|---|---|\n")
		line = "| %s | %.4f | %.4f | %.4f | %.4f |\n"
	}
	for _, f := range append([]Ablated{{"whole recipe", r.Retrieval}}, r.Ablations...) {
		fmt.Fprintf(&out, line, f.Name, f.NDCG10, f.Recall1, f.Recall5, f.MRR10)
	}
	fmt.Fprintf(&out, "\n%s: %d questions, %d passages, embedder %s; a question p50 %.2f ms, p99 %.2f ms, without its embedding p50 %.2f ms",
		name, r.Questions, r.Passages, r.Embedder, r.P50, r.P99, r.SearchP50)
	if r.Tokens > 0 {
		fmt.Fprintf(&out, "; %.0f tokens embedded a second", r.Tokens)
	}
	out.WriteString("\n")
	if r.Reranked != nil {
		out.WriteString(r.Reranked.Text())
	}
	return out.String()
}

package render

import (
	"fmt"
	"strings"

	"footnote/bot/render/markdown"
	"footnote/bot/wire"
	"footnote/rag"
	"footnote/rag/footnotes"
)

// Edited returns an answer that a person has written or changed, in as many messages as it
// takes. by is the id of that person. The footnotes are those of sentences that were checked
// again.
func Edited(s Signer, q Question, a rag.Answer, by string) []wire.Outgoing {
	var out strings.Builder
	out.WriteString(q.heading() + "-# " + fmt.Sprintf(q.Texts.EditedBy, by) + "\n" + markdown.Escape(a.Text) + "\n")
	for _, l := range footnotes.Lines(a, inLanguage(q.Texts)) {
		out.WriteString("\n" + footnoteLine(q.Texts, l, true))
	}
	how := q.Texts.EditedUnchecked
	if len(a.Footnotes) > 0 {
		how = q.Texts.EditedChecked
	}
	out.WriteString("\n" + small(how))
	var all []wire.Outgoing
	for _, page := range markdown.Pages(out.String(), wire.MaxContent) {
		all = append(all, wire.Text(page, 0))
	}
	all[len(all)-1].Components = s.underAnswer(q, a, nil, nil, false)
	return all
}

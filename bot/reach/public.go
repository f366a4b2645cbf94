package reach

import (
	"footnote/bot/render"
	"footnote/bot/wire"
	"footnote/library/access"
	"footnote/rag"
)

// MayBePublic reports whether a private answer may be shown to everybody in the channel
// where a button with this payload was pressed. By the rules of this moment, all of them
// must have access to the articles that the answer rests on, which the payload and the
// other buttons of the message name. If they do not name them, the channel's members must
// have access to every article.
func MayBePublic(s render.Signer, i *wire.Interaction, payload []byte, rules access.Rules) bool {
	who := Of(i, false)
	if !rules.Hides(who) {
		return true
	}
	codes, told := render.RestsOn(s, i.Scope(), i.Message, payload)
	if !told {
		return false
	}
	for id, r := range rules {
		if codes[render.CodeOf(id)] && !r.Allows(who) {
			return false
		}
	}
	return true
}

// Confided returns the flags of an answer. The answer is ephemeral if the asker has access
// to an article that others in the channel may not have access to.
func Confided(i *wire.Interaction, rules access.Rules) int {
	if rules.Confides(Alone(i)) {
		return wire.Ephemeral
	}
	return 0
}

// RestsOn returns the ids of the articles that an answer shows something of.
func RestsOn(got rag.Answer) (ids []string) {
	for _, f := range got.Footnotes {
		ids = append(ids, f.Article.ID)
	}
	for _, n := range got.Nearest {
		ids = append(ids, n.Article.ID)
	}
	return ids
}

package render

import (
	"fmt"
	"strings"

	"footnote/bot/texts"
	"footnote/library"
)

// Settings lists the settings of a scope, with the tokens used today and their limit; a
// negative limit means none. free reports whether Discord sends the bot the text of messages
// that do not mention it.
func Settings(t *texts.Texts, s library.Settings, used, limit int64, free bool) string {
	language, mode := s.Language, string(s.Mode)
	if language == "" {
		language = "auto"
	}
	if mode == "" {
		mode = "auto"
	}
	budget := fmt.Sprintf("%d / %d", used, limit)
	if limit < 0 {
		budget = fmt.Sprint(used)
	}
	listens := mentioned("<#", s.Listen, t.Nowhere)
	if len(s.Listen) > 0 && !free {
		listens += " " + t.NotSwitchedOn
	}
	tells, retains := yesNo(t, s.Tell), counted(s.Retain, t.InDay, t.InDays)
	if s.Retain == 0 {
		retains = t.KeepsNone
		if s.Tell {
			tells += t.TellsNobody
		}
	}
	lines := []string{
		t.Settings,
		settingLine(t, "roles", mentioned("<@&", s.Roles, t.Everybody)),
		settingLine(t, "channels", mentioned("<#", s.Channels, t.Everywhere)),
		settingLine(t, "blocked", mentioned("<@", s.Blocked, t.Nobody)),
		settingLine(t, "language", t.Values[language]),
		settingLine(t, "mode", t.Values[mode]),
		settingLine(t, "private", yesNo(t, s.Private)),
		settingLine(t, "listen", listens),
		settingLine(t, "threads", yesNo(t, s.Threads)),
		settingLine(t, "originals", yesNo(t, s.Originals)),
		settingLine(t, "tokens", budget),
		settingLine(t, "retain", retains),
		settingLine(t, "tell", tells),
		settingLine(t, "names", yesNo(t, s.Names)),
		settingLine(t, "helpers", mentioned("<@&", ids(s.Helpers), t.Nobody)),
		settingLine(t, "approve", mentioned("<#", s.Approve, t.Nowhere)),
		settingLine(t, "desk", mentioned("<#", ids(s.Desk), t.Nowhere)),
	}
	return strings.Join(lines, "\n")
}

// ids returns a list of the one id, or nil if it is empty.
func ids(one string) []string {
	if one == "" {
		return nil
	}
	return []string{one}
}

// settingLine returns one line of the settings.
func settingLine(t *texts.Texts, name, value string) string {
	return fmt.Sprintf(t.Setting, t.Names[name], value)
}

func yesNo(t *texts.Texts, yes bool) string {
	if yes {
		return t.Yes
	}
	return t.No
}

// mentioned formats ids so that Discord shows their names; the message pings nobody.
func mentioned(sign string, ids []string, none string) string {
	if len(ids) == 0 {
		return none
	}
	const most = 20
	var shown []string
	for _, id := range ids[:min(len(ids), most)] {
		shown = append(shown, sign+id+">")
	}
	if len(ids) > most {
		shown = append(shown, "…")
	}
	return strings.Join(shown, " ")
}

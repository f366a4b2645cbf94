package discordtest

import "encoding/json"

// A Choice is a choice that a bot offers for an option. Value is a string, int or float64, like
// the option.
type Choice struct {
	Name  string
	Value any
}

// Autocomplete types into an option of a command, with the other options filled in so far, and
// waits for the bot's choices. If the bot is late or Discord would refuse its choices, that is
// a violation, and Autocomplete returns nil.
func (p *Person) Autocomplete(c *Channel, command string, focused Option, others ...Option) []Choice {
	p.t.Helper()
	p.mu.Lock()
	i, err := (&form{person: p, at: c, focused: &focused}).slash(interactionAutocomplete, command, append(others[:len(others):len(others)], focused))
	p.mu.Unlock()
	if err != nil {
		p.t.Fatalf("%s cannot type into %s of /%s: %v", p.Name, focused.Name, command, err)
		return nil
	}
	answered := i.wait(i.AckWithin, func() bool { return i.acked || i.excused })
	i.mu.Lock()
	defer i.mu.Unlock()
	if !answered {
		i.excused, i.expired = true, true
		i.recordViolation("%s of %s: no choices within %v", i.what, p.Name, i.AckWithin)
	}
	return i.choices
}

// offer checks and stores the choices of a bot.
// docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-autocomplete
func (i *Interaction) offer(data map[string]any) *refusal {
	var offered struct{ Choices []declaredChoice }
	raw, _ := json.Marshal(data) // cannot fail: it was decoded from JSON
	if err := json.Unmarshal(raw, &offered); err != nil {
		return refuse(400, 50035, "choices: %v", err)
	}
	option := i.focused()
	one := *option
	one.Choices, one.Autocomplete = offered.Choices, false
	if flaw := one.valueFlaw(); flaw != "" {
		return refuse(400, 50035, "%s", flaw)
	}
	i.choices = []Choice{}
	for _, c := range offered.Choices {
		if n, is := c.Value.(float64); is && option.Type == optionInteger {
			c.Value = int(n)
		}
		i.choices = append(i.choices, Choice{c.Name, c.Value})
	}
	return nil
}

// focused returns the option that is being typed into.
func (i *Interaction) focused() *declaration {
	declared := i.path[len(i.path)-1]
	return declared.option(i.focusedName)
}

package discordtest

import "encoding/json"

// A Choice is one that a bot offers while somebody types. The value is a string,
// int or float64, as the option is.
type Choice struct {
	Name  string
	Value any
}

// Autocomplete types into an option of a command, when the others are as far
// as they are, and waits for what the bot offers. A bot that is late or offers
// what Discord refuses breaches its rules, and there is nothing.
func (p *Person) Autocomplete(c *Channel, command string, focused Option, others ...Option) []Choice {
	p.t.Helper()
	p.mu.Lock()
	i, err := p.slash(&form{person: p, at: c, focused: &focused}, interactionTyping, command, append(others[:len(others):len(others)], focused))
	p.mu.Unlock()
	if err != nil {
		p.t.Fatalf("%s cannot type into %s of /%s: %v", p.Name, focused.Name, command, err)
		return nil
	}
	answered := i.wait(i.AckWithin, func() bool { return i.acked || i.excused })
	i.mu.Lock()
	defer i.mu.Unlock()
	if !answered {
		i.excused, i.dead = true, true
		i.breach("%s of %s: no choices within %v", i.what, p.Name, i.AckWithin)
	}
	return i.choices
}

// offer takes the choices of a bot.
// docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-autocomplete
func (i *Interaction) offer(data map[string]any) *refusal {
	var offered struct{ Choices []declaredChoice }
	raw, _ := json.Marshal(data) // it was JSON before
	if err := json.Unmarshal(raw, &offered); err != nil {
		return refuse(400, 50035, "choices: %v", err)
	}
	option := i.focused()
	one := *option
	one.Choices, one.Autocomplete = offered.Choices, false
	if flaw := one.values(); flaw != "" {
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

// focused is the option that is typed into.
func (i *Interaction) focused() *declaration {
	declared := i.way[len(i.way)-1]
	return declared.option(i.typing)
}

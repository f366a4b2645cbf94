package discordtest

// This file has the rules for interactions in places where the bot is not a member. People can
// still use it there if they have installed it in their account.

// byAccount reports whether the bot is installed only in the person's account.
func (i *Interaction) byAccount() bool {
	owners, _ := i.payload["authorizing_integration_owners"].(map[string]any)
	_, member := owners["0"]
	return !member
}

// mostFollowUps returns the maximum number of follow-up messages of an interaction.
// docs.discord.com/developers/interactions/receiving-and-responding#followup-messages
func (i *Interaction) mostFollowUps() int {
	const most, byAccount = 1 << 30, 5
	if i.byAccount() {
		return byAccount
	}
	return most
}

// hide makes a response ephemeral if the server does not let people's own apps post publicly.
func (i *Interaction) hide(m *Message) {
	if g := i.channel.guild; g != nil && g.noExternalApps && i.byAccount() {
		m.flags |= flagEphemeral
	}
	if m.flags&flagEphemeral != 0 {
		m.onlyFor = i.person
	}
}

// NoExternalApps denies everybody in the server USE_EXTERNAL_APPS, so that the responses of
// people's own apps are ephemeral.
func (g *Guild) NoExternalApps() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.noExternalApps = true
}

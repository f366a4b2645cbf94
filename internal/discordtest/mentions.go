package discordtest

import (
	"regexp"
	"slices"
	"strings"
)

var pingable = regexp.MustCompile(`<@!?[0-9]+>|<@&[0-9]+>|@everyone|@here`)

// pinged returns whom a new or edited message notifies. Without allowed_mentions, these are all
// whom the text mentions and, for a new reply, the author of the message replied to. may reports
// whether the message can ping a role at all.
// docs.discord.com/developers/resources/message#allowed-mentions-object
func pinged(body map[string]any, replies, fresh bool, may func(role string) bool) []string {
	content, _ := body["content"].(string)
	allowed, has := body["allowed_mentions"].(map[string]any)
	var all []string
	if !has {
		if replies && fresh { // an edit does not notify the author of the message replied to
			all = append(all, "the author of the message replied to")
		}
		return append(all, pingable.FindAllString(content, -1)...)
	}
	if replied, _ := allowed["replied_user"].(bool); replied && replies {
		all = append(all, "the author of the message replied to")
	}
	parse, hasParse := allowed["parse"].([]any)
	if !hasParse || len(parse) > 0 || allowed["users"] != nil {
		return append(all, pingable.FindAllString(content, -1)...)
	}
	roles, _ := allowed["roles"].([]any)
	for _, one := range roles { // only roles listed in allowed_mentions are pinged
		role, _ := one.(string)
		if mention := "<@&" + role + ">"; strings.Contains(content, mention) && may(role) {
			all = append(all, mention)
		}
	}
	return all
}

// checkMentions refuses invalid allowed_mentions: a parse value that does not exist, too many IDs,
// or IDs of a kind that parse allows as a whole.
func checkMentions(body map[string]any) *refusal {
	allowed, _ := body["allowed_mentions"].(map[string]any)
	parse, _ := allowed["parse"].([]any)
	for _, one := range parse {
		if !slices.Contains([]any{"users", "roles", "everyone"}, one) {
			return refuse(400, 50035, "allowed_mentions parse %v", one)
		}
	}
	const most = 100
	for _, kind := range []string{"users", "roles"} {
		named, _ := allowed[kind].([]any)
		if len(named) > most || len(named) > 0 && slices.Contains(parse, any(kind)) {
			return refuse(400, 50035, "allowed_mentions with %d %s, and parse %v", len(named), kind, parse)
		}
	}
	return nil
}

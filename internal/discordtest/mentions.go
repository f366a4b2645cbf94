package discordtest

import (
	"regexp"
	"slices"
	"strings"
)

var pingable = regexp.MustCompile(`<@!?[0-9]+>|<@&[0-9]+>|@everyone|@here`)

// pinged is whom a create or edit pings, by Discord's rules: without
// allowed_mentions everybody whom the text names and whom a reply answers.
// may is whether a role can be pinged at all.
// docs.discord.com/developers/resources/message#allowed-mentions-object
func pinged(body map[string]any, replies, fresh bool, may func(role string) bool) []string {
	content, _ := body["content"].(string)
	allowed, has := body["allowed_mentions"].(map[string]any)
	var all []string
	if !has {
		if replies && fresh { // a reply tells its author, an edit of it does not
			all = append(all, "the author of the message that is answered")
		}
		return append(all, pingable.FindAllString(content, -1)...)
	}
	if replied, _ := allowed["replied_user"].(bool); replied && replies {
		all = append(all, "the author of the message that is answered")
	}
	parse, hasParse := allowed["parse"].([]any)
	if !hasParse || len(parse) > 0 || allowed["users"] != nil {
		return append(all, pingable.FindAllString(content, -1)...)
	}
	roles, _ := allowed["roles"].([]any)
	for _, one := range roles { // those that are named, and no others
		role, _ := one.(string)
		if mention := "<@&" + role + ">"; strings.Contains(content, mention) && may(role) {
			all = append(all, mention)
		}
	}
	return all
}

// unfitMentions is the refusal of allowed_mentions that say one thing in two ways, or nil.
func unfitMentions(body map[string]any) *refusal {
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

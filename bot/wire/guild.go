package wire

import "strconv"

// A Guild is a server, as the gateway tells of it.
// docs.discord.com/developers/resources/guild#unavailable-guild-object
type Guild struct {
	ID          string `json:"id"`
	Unavailable bool   `json:"unavailable"` // an outage: the bot is still a member

	// Only where a server is there: when the bot joined, the language that it prefers,
	// and the channel for what the system says.
	Joined        string `json:"joined_at"` // as ISO 8601 has it
	Locale        string `json:"preferred_locale"`
	SystemChannel string `json:"system_channel_id"`
}

// Ready is the first event of a session: all servers of its shard.
// docs.discord.com/developers/events/gateway-events#ready
type Ready struct {
	Guilds []Guild `json:"guilds"`
	Shard  []int   `json:"shard"` // number and count; missing is 0 of 1
}

// Has reports whether the events of a server come to this shard.
// docs.discord.com/developers/events/gateway#sharding
func (r *Ready) Has(guild string) bool {
	if len(r.Shard) != 2 || r.Shard[1] < 1 {
		return true
	}
	n, err := strconv.ParseUint(guild, 10, 64)
	return err == nil && int(n>>22%uint64(r.Shard[1])) == r.Shard[0]
}

package wire

import "strconv"

// A Guild is a server, as the gateway describes it.
// docs.discord.com/developers/resources/guild#unavailable-guild-object
type Guild struct {
	ID          string `json:"id"`
	Unavailable bool   `json:"unavailable"` // in an outage; the bot is still a member

	// Set only for available servers: when the bot joined, the preferred language, and the
	// channel for system messages.
	Joined        string `json:"joined_at"` // in ISO 8601
	Locale        string `json:"preferred_locale"`
	SystemChannel string `json:"system_channel_id"`
}

// Ready is the first event of a session. It has all servers of the shard.
// docs.discord.com/developers/events/gateway-events#ready
type Ready struct {
	Guilds []Guild `json:"guilds"`
	Shard  []int   `json:"shard"` // number and count; missing means 0 of 1
}

// Has reports whether the events of a server come to this shard.
// docs.discord.com/developers/events/gateway#sharding
func (r *Ready) Has(guild string) bool {
	if len(r.Shard) != 2 || r.Shard[1] < 1 {
		return true
	}
	return ShardOf(guild, r.Shard[1]) == r.Shard[0]
}

// ShardOf returns the shard, of count, to which the events of a server come. It returns -1 if
// guild is not the id of a server.
func ShardOf(guild string, count int) int {
	n, err := strconv.ParseUint(guild, 10, 64)
	if err != nil || count < 1 {
		return -1
	}
	return int(n >> 22 % uint64(count))
}

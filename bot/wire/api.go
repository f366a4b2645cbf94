package wire

import (
	"context"
	"fmt"
	"net/http"
	"net/url"

	"github.com/bwmarrin/discordgo"
)

// An API has the calls of Discord's API that discordgo makes for us.
type API struct{ session *discordgo.Session }

// NewAPI calls through transport, which keeps to Discord's limits.
func NewAPI(token string, transport http.RoundTripper) (*API, error) {
	s, err := discordgo.New("Bot " + token)
	if err != nil {
		return nil, fmt.Errorf("discord: %w", err)
	}
	s.Client = &http.Client{Transport: transport}
	s.StateEnabled = false
	s.MaxRestRetries = 0
	return &API{s}, nil
}

// Gateway is where the gateway is, and how often the bot may identify there.
func (a *API) Gateway(ctx context.Context) (*discordgo.GatewayBotResponse, error) {
	return a.session.GatewayBot(discordgo.WithContext(ctx), discordgo.WithRestRetries(0))
}

// Commands are those that an application has registered for every server.
func (a *API) Commands(ctx context.Context, application string) ([]*discordgo.ApplicationCommand, error) {
	return a.session.ApplicationCommands(application, "", discordgo.WithContext(ctx))
}

// Register puts commands in place of all that an application has registered, and
// returns them as they are registered.
func (a *API) Register(ctx context.Context, application string, commands []*discordgo.ApplicationCommand) ([]*discordgo.ApplicationCommand, error) {
	return a.session.ApplicationCommandBulkOverwrite(application, "", commands, discordgo.WithContext(ctx))
}

// directChannel is the id of the channel for direct messages to a person.
func (a *API) directChannel(ctx context.Context, person string) (string, error) {
	channel, err := a.session.UserChannelCreate(person, discordgo.WithContext(ctx))
	if err != nil {
		return "", err
	}
	return channel.ID, nil
}

// callbackPath is where an interaction gets its first answer.
func callbackPath(i *Interaction) string {
	return "/interactions/" + url.PathEscape(i.ID) + "/" + url.PathEscape(i.Token) + "/callback"
}

// webhookPath is where the further answers to an interaction are.
func webhookPath(i *Interaction, rest string) string {
	return "/webhooks/" + url.PathEscape(i.Application) + "/" + url.PathEscape(i.Token) + rest
}

// ChannelPath is the route of a channel, by its id.
func ChannelPath(channel string) string { return "/channels/" + url.PathEscape(channel) }

// MessagesPath is the route of the messages of a channel.
func MessagesPath(channel string) string { return ChannelPath(channel) + "/messages" }

// MessagePath is the route of one message.
func MessagePath(channel, id string) string { return MessagesPath(channel) + "/" + url.PathEscape(id) }

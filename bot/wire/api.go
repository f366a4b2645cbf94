package wire

import (
	"context"
	"fmt"
	"net/http"
	"net/url"

	"github.com/bwmarrin/discordgo"
)

// An API makes the calls of Discord's API for which the bot uses discordgo.
type API struct{ session *discordgo.Session }

// NewAPI returns an API that calls through transport, which keeps to Discord's limits.
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

// Gateway returns the address of the gateway, and how often the bot may identify there.
func (a *API) Gateway(ctx context.Context) (*discordgo.GatewayBotResponse, error) {
	return a.session.GatewayBot(discordgo.WithContext(ctx), discordgo.WithRestRetries(0))
}

// Commands returns the commands that an application has registered for all servers.
func (a *API) Commands(ctx context.Context, application string) ([]*discordgo.ApplicationCommand, error) {
	return a.session.ApplicationCommands(application, "", discordgo.WithContext(ctx))
}

// Register replaces all commands that an application has registered, and returns them as
// registered.
func (a *API) Register(ctx context.Context, application string, commands []*discordgo.ApplicationCommand) ([]*discordgo.ApplicationCommand, error) {
	return a.session.ApplicationCommandBulkOverwrite(application, "", commands, discordgo.WithContext(ctx))
}

// directChannel returns the id of the channel for direct messages to a person.
func (a *API) directChannel(ctx context.Context, person string) (string, error) {
	channel, err := a.session.UserChannelCreate(person, discordgo.WithContext(ctx))
	if err != nil {
		return "", err
	}
	return channel.ID, nil
}

// callbackPath is the route of the first response to an interaction.
func callbackPath(i *Interaction) string {
	return "/interactions/" + url.PathEscape(i.ID) + "/" + url.PathEscape(i.Token) + "/callback"
}

// webhookPath is the route of the later responses to an interaction.
func webhookPath(i *Interaction, rest string) string {
	return "/webhooks/" + url.PathEscape(i.Application) + "/" + url.PathEscape(i.Token) + rest
}

// ChannelPath is the route of a channel.
func ChannelPath(channel string) string { return "/channels/" + url.PathEscape(channel) }

// MessagesPath is the route of the messages of a channel.
func MessagesPath(channel string) string { return ChannelPath(channel) + "/messages" }

// MessagePath is the route of one message.
func MessagePath(channel, id string) string { return MessagesPath(channel) + "/" + url.PathEscape(id) }

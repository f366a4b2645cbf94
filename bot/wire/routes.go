package wire

import "net/url"

func callbackPath(i *Interaction) string {
	return "/interactions/" + url.PathEscape(i.ID) + "/" + url.PathEscape(i.Token) + "/callback"
}

func webhookPath(i *Interaction, rest string) string {
	return "/webhooks/" + url.PathEscape(i.Application) + "/" + url.PathEscape(i.Token) + rest
}

func ChannelPath(channel string) string { return "/channels/" + url.PathEscape(channel) }

func MessagesPath(channel string) string { return ChannelPath(channel) + "/messages" }

func MessagePath(channel, id string) string { return MessagesPath(channel) + "/" + url.PathEscape(id) }

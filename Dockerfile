# A static program and the certificates that it needs, nothing else, and not as root.
#   docker build -t footnote .
#   docker run --rm --stop-timeout 25 -e DISCORD_TOKEN -v footnote:/data footnote
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w" -o /footnote ./cmd/footnote && mkdir /data

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /footnote /footnote
COPY --from=build --chown=65532:65532 /data /data
USER 65532:65532
ENV FOOTNOTE_DATA=/data
VOLUME /data
STOPSIGNAL SIGTERM
ENTRYPOINT ["/footnote"]
CMD ["serve"]

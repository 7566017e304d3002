/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A web server for tests, that answers as it is told, well or badly.  One
 * request a connection; what was asked is kept for the test to see.
 */
#ifndef TESTS_FAKE_SERVER_H
#define TESTS_FAKE_SERVER_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define CLOSE ""          /* instead of an answer */
#define ENDLESS "endless" /* a body without an end */
#define SILENT "silent"   /* no answer, and no close */
#define SCRIPT_MAX 5
#define ASKED_BYTES 2000

#define ANSWER(status, type, body)                                             \
	"HTTP/1.1 " status "\r\nContent-Type: " type                           \
	"\r\nConnection: close\r\n\r\n" body

/* The first answers; the last of them is repeated. */
struct script {
	const char *answers[SCRIPT_MAX];
	const char *when, *then; /* overrules: the answer to who asks so */
};

/* Shared with the server's process. */
struct asked {
	int count;
	char first[ASKED_BYTES]; /* request */
	char matched[ASKED_BYTES];
};

struct fake_server {
	pid_t pid;
	char url[200];
	struct asked *asked;
};

static inline void server_send(int client, const char *answer)
{
	static const char head[] = ANSWER("200 OK", "text/plain", "");
	char junk[4096];

	memset(junk, 'x', sizeof(junk));
	if (!strcmp(answer, SILENT))
		sleep(10);
	if (strcmp(answer, ENDLESS) != 0) {
		send(client, answer, strlen(answer), MSG_NOSIGNAL);
		return;
	}
	send(client, head, sizeof(head) - 1, MSG_NOSIGNAL);
	while (send(client, junk, sizeof(junk), MSG_NOSIGNAL) > 0)
		;
}

/* Reads to the blank line, and says what to answer. */
static inline const char *server_choose(int client, const struct script *s,
    struct asked *asked)
{
	char request[ASKED_BYTES] = "";
	size_t len = 0;
	int last = 0;

	while (len < sizeof(request) - 1 && !strstr(request, "\r\n\r\n")) {
		ssize_t n =
		    recv(client, request + len, sizeof(request) - 1 - len, 0);

		if (n <= 0)
			break;
		len += (size_t)n;
		request[len] = '\0';
	}
	if (!asked->count)
		memcpy(asked->first, request, sizeof(request));
	while (last < asked->count && last + 1 < SCRIPT_MAX &&
	       s->answers[last + 1])
		last++;
	asked->count++;
	if (!s->when || !strstr(request, s->when))
		return s->answers[last];
	memcpy(asked->matched, request, sizeof(request));
	return s->then;
}

static inline void server_run(int listener, const struct script *s,
    struct asked *asked)
{
	for (;;) {
		int client = accept(listener, NULL, NULL);

		if (client < 0)
			continue;
		server_send(client, server_choose(client, s, asked));
		shutdown(client, SHUT_WR);
		close(client);
	}
}

/* Of the test and of the server's process. */
static inline struct asked *server_memory(void)
{
	FILE *f = tmpfile();
	struct asked *asked = MAP_FAILED;

	if (f && !ftruncate(fileno(f), sizeof(*asked)))
		asked = mmap(NULL, sizeof(*asked), PROT_READ | PROT_WRITE,
		    MAP_SHARED, fileno(f), 0);
	if (f)
		fclose(f);
	return asked;
}

/* Listens on a free port of the loopback interface. */
static inline struct fake_server server_start(const struct script *s)
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	socklen_t len = sizeof(at);
	int listener = socket(AF_INET, SOCK_STREAM, 0);
	struct fake_server server = { 0 };

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	server.asked = server_memory();
	if (server.asked == MAP_FAILED ||
	    bind(listener, (struct sockaddr *)&at, len) ||
	    listen(listener, 16) ||
	    getsockname(listener, (struct sockaddr *)&at, &len)) {
		perror("fake server");
		_exit(1);
	}
	snprintf(server.url, sizeof(server.url), "http://127.0.0.1:%d",
	    ntohs(at.sin_port));
	server.pid = fork();
	if (!server.pid) {
		alarm(60); /* it never outlives its test for long */
		server_run(listener, s, server.asked);
	}
	close(listener);
	return server;
}

static inline void server_stop(struct fake_server *server)
{
	kill(server->pid, SIGKILL);
	waitpid(server->pid, NULL, 0);
	munmap(server->asked, sizeof(*server->asked));
}

#endif

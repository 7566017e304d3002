/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/embedded.h"
#include "collect/mesh.h"

static struct mesh_registry *load(void)
{
	struct err err = { "" };
	struct mesh_registry *r = mesh_registry_load(&err);

	if (!r)
		fail_msg("%s", err.msg);
	return r;
}

static void each_file_is_named_as_its_mesh(void **state)
{
	struct mesh_registry *r = load();

	(void)state;
	assert_true(mesh_count(r) >= 18);
	for (size_t i = 0; i < mesh_count(r); i++) {
		char file[100];

		snprintf(file, sizeof(file), "collect/meshes/%s.yaml",
		    mesh_at(r, i)->name);
		assert_true(embedded_file(file).len > 0);
	}
	mesh_registry_free(r);
}

static void each_name_belongs_to_one_mesh(void **state)
{
	struct mesh_registry *r = load();

	(void)state;
	for (size_t i = 0; i < mesh_count(r); i++) {
		const struct mesh *m = mesh_at(r, i);

		assert_ptr_equal(mesh_named(r, m->name), m);
		assert_ptr_equal(mesh_named(r, m->title), m);
		if (m->smp_enum)
			assert_ptr_equal(mesh_named(r, m->smp_enum), m);
		for (size_t k = 0; k < m->n_aliases; k++)
			assert_ptr_equal(mesh_named(r, m->aliases[k]), m);
	}
	mesh_registry_free(r);
}

static void a_mesh_is_known_by_what_people_call_it(void **state)
{
	static const struct {
		const char *name, *canonical;
	} names[] = {
		{ "Maesh", "traefik-mesh" },
		{ "Traefik Mesh", "traefik-mesh" },
		{ "TRAEFIK_MESH", "traefik-mesh" },
		{ "Consul Connect", "consul" },
		{ "consul_connect", "consul" },
		{ "Linkerd2", "linkerd" },
		{ "none", "none" },
		{ "No Mesh", "none" },
		{ "no-mesh", "none" },
		{ "nomesh", "none" },
		{ "baseline", "none" },
		{ "bare", "none" },
		{ "bare-metal", "none" },
		{ "direct", "none" },
		{ "no proxy", "none" },
		{ "CILIUM_SERVICE_MESH", "cilium" },
		{ "OPEN_SERVICE_MESH", "osm" },
		{ "My Own Mesh", "My Own Mesh" },
		{ "istio-1.8", "istio-1.8" },
		{ "", "" },
	};
	struct mesh_registry *r = load();

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		assert_string_equal(mesh_canonical(r, names[i].name),
		    names[i].canonical);
	mesh_registry_free(r);
}

/* "name=value name=value" as labels. */
static struct metric_labels labels_of(char *text, struct metric_label *at)
{
	struct metric_labels l = { at, 0 };

	for (char *word = strtok(text, " "); word; word = strtok(NULL, " ")) {
		char *equals = strchr(word, '=');

		*equals = '\0';
		at[l.len++] = (struct metric_label){ word, equals + 1 };
	}
	return l;
}

/* `expected`: "role quantity component match", or "" for unclaimed. */
static void assert_claim(const struct mesh_registry *r, const char *metric,
    const char *labels, const char *expected)
{
	struct metric_label at[16];
	char text[200], got[200] = "";
	struct metric_labels l;
	const struct mesh_query *q;

	snprintf(text, sizeof(text), "%s", labels);
	l = labels_of(text, at);
	q = mesh_claim(r, metric, l);
	if (q)
		snprintf(got, sizeof(got), "%s %s %s %s", q->role, q->quantity,
		    metric_label_value(l, q->component),
		    q->match ? q->match : "-");
	if (strcmp(got, expected) != 0)
		fail_msg("%s{%s}: \"%s\", expected \"%s\"", metric, labels, got,
		    expected);
}

#define CPU "container_cpu_usage_seconds_total"
#define MEMORY "container_memory_working_set_bytes"

static void containers_are_parted_into_planes(void **state)
{
	struct mesh_registry *r = load();

	(void)state;
	assert_claim(r, CPU, "container=istio-proxy namespace=shop pod=cart-1",
	    "data-plane cpu_seconds cart-1 -");
	assert_claim(r, CPU,
	    "container=istio-proxy namespace=istio-system pod=ztunnel-x",
	    "data-plane cpu_seconds ztunnel-x -");
	assert_claim(r, MEMORY,
	    "container=discovery namespace=istio-system pod=istiod-1",
	    "control-plane memory_bytes istiod-1 -");
	assert_claim(r, CPU,
	    "container_name=mixer namespace=istio-system pod_name=telemetry",
	    "control-plane cpu_seconds telemetry -");
	assert_claim(r, CPU,
	    "container_name=istio-proxy container=istio-proxy namespace=shop "
	    "pod=a pod_name=a",
	    "data-plane cpu_seconds a -");
	assert_claim(r, CPU, "container=linkerd-proxy namespace=shop pod=a",
	    "data-plane cpu_seconds a -");
	assert_claim(r, CPU, "container=linkerd-proxy namespace=linkerd pod=a",
	    "control-plane cpu_seconds a -");
	assert_claim(r, CPU,
	    "container=proxy namespace=traefik-mesh pod=traefik-mesh-proxy-a",
	    "data-plane cpu_seconds traefik-mesh-proxy-a -");
	assert_claim(r, CPU, "container=kuma-sidecar namespace=shop pod=a",
	    "data-plane cpu_seconds a -");
	assert_claim(r, "container_cpu_cfs_throttled_seconds_total",
	    "container=consul-dataplane namespace=shop pod=a",
	    "data-plane throttled_seconds a -");
	assert_claim(r, CPU, "container=cart namespace=shop pod=cart-1", "");
	mesh_registry_free(r);
}

/* The pause container and the sums of a pod or a cgroup would count twice. */
static void sums_and_pause_containers_are_nobodys(void **state)
{
	static const char *const pods[] = {
		"namespace=linkerd pod=linkerd-destination-1",
		"namespace=traefik-mesh pod=traefik-mesh-proxy-a",
		"namespace=osm-system pod=osm-controller-a",
		"namespace=appmesh-system pod=appmesh-controller-a",
		"namespace=istio-system pod=istio-ingressgateway-a",
	};
	struct mesh_registry *r = load();

	(void)state;
	for (size_t i = 0; i < sizeof(pods) / sizeof(*pods); i++) {
		char pause[100];

		snprintf(pause, sizeof(pause), "container=POD %s", pods[i]);
		assert_claim(r, CPU, pods[i], "");
		assert_claim(r, CPU, pause, "");
		assert_claim(r, MEMORY, pause, "");
	}
	assert_claim(r, CPU, "id=/", "");
	mesh_registry_free(r);
}

#define GROUP_CPU "namedprocess_namegroup_cpu_seconds_total"
#define GROUP_MEMORY "namedprocess_namegroup_memory_bytes"

static void process_groups_count_for_the_runs_that_use_them(void **state)
{
	struct mesh_registry *r = load();

	(void)state;
	assert_claim(r, GROUP_CPU, "groupname=haproxy-tls mode=user",
	    "data-plane cpu_seconds haproxy-tls proxy");
	assert_claim(r, GROUP_MEMORY, "groupname=caddy memtype=resident",
	    "data-plane memory_bytes caddy proxy");
	assert_claim(r, GROUP_MEMORY, "groupname=caddy memtype=virtual", "");
	assert_claim(r, GROUP_CPU, "groupname=upstream mode=system",
	    "application cpu_seconds upstream -");
	assert_claim(r, GROUP_CPU, "groupname=fortio mode=user",
	    "load-generator cpu_seconds fortio tool");
	assert_claim(r, GROUP_CPU, "groupname=prometheus-node mode=user", "");
	assert_claim(r, GROUP_CPU, "groupname=victoria-metric mode=user", "");
	mesh_registry_free(r);
}

static void nodes_and_requests_are_counted_once(void **state)
{
	struct mesh_registry *r = load();

	(void)state;
	assert_claim(r, "node_cpu_seconds_total", "cpu=0 instance=n mode=user",
	    "node cpu_seconds n -");
	assert_claim(r, "node_cpu", "cpu=cpu0 instance=n mode=system",
	    "node cpu_seconds n -");
	assert_claim(r, "node_cpu_seconds_total", "cpu=0 instance=n mode=idle",
	    "");
	assert_claim(r, "node_cpu_seconds_total", "cpu=0 instance=n mode=steal",
	    "");
	assert_claim(r, "node_network_receive_bytes_total",
	    "device=lo instance=n", "");
	assert_claim(r, "istio_requests_total",
	    "reporter=destination destination_workload=cart",
	    "data-plane requests cart -");
	assert_claim(r, "istio_requests_total",
	    "reporter=source destination_workload=cart", "");
	assert_claim(r, "haproxy_frontend_http_requests_total",
	    "proxy=haproxy exported_proxy=fe",
	    "data-plane requests haproxy proxy");
	assert_claim(r, "haproxy_frontend_http_requests_total",
	    "proxy=haproxy exported_proxy=metrics", "");
	assert_claim(r, "nginx_http_requests_total", "proxy=nginx",
	    "data-plane requests nginx proxy");
	assert_claim(r, "nginx_http_requests_total", "proxy=upstream",
	    "application requests upstream -");
	assert_claim(r, "nginx_http_requests_total", "instance=a", "");
	mesh_registry_free(r);
}

static void assert_refused(const char *text, const char *message)
{
	struct err err = { "" };
	struct mesh_registry *r = load();

	assert_int_equal(mesh_registry_add(r, "m.yaml", span_of(text), &err),
	    -1);
	assert_string_equal(err.msg, message);
	mesh_registry_free(r);
}

#define HEAD "name: m\nkind: mesh\ntitle: M\n"
#define QUERY HEAD "queries:\n  - quantity: cpu_seconds\n    role: node\n"

static void each_fault_of_a_file_is_named_with_its_line(void **state)
{
	(void)state;
	assert_refused("[]", "m.yaml:1: expected a mapping, got a list");
	assert_refused("kind: mesh\n", "m.yaml:1: name is missing");
	assert_refused("name: m\nkind: sort\ntitle: M\n",
	    "m.yaml:1: unknown kind \"sort\"");
	assert_refused(HEAD "color: red\n", "m.yaml:4: unknown key \"color\"");
	assert_refused(HEAD "aliases: x\n",
	    "m.yaml:4: aliases: expected a list, got a text");
	assert_refused(HEAD "aliases: [[x]]\n",
	    "m.yaml:4: expected a text, got a list");
	assert_refused(HEAD "status: {1999: new}\n",
	    "m.yaml:4: unknown key \"1999\"");
	assert_refused(HEAD "queries: x\n",
	    "m.yaml:4: queries: expected a list, got a text");
	assert_refused(QUERY "    component: pod\n",
	    "m.yaml:5: query is missing");
	assert_refused(QUERY "    component: pod\n    query: rate(x[1m])\n",
	    "m.yaml:5: not a plain selector: \"(x[1m])\" is left");
	assert_refused(HEAD "queries:\n  - quantity: love\n    role: node\n"
			    "    component: pod\n    query: x\n",
	    "m.yaml:5: unknown quantity \"love\"");
	assert_refused(HEAD "queries:\n  - quantity: requests\n    role: cook\n"
			    "    component: pod\n    query: x\n",
	    "m.yaml:5: unknown role \"cook\"");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_file_is_named_as_its_mesh),
		cmocka_unit_test(each_name_belongs_to_one_mesh),
		cmocka_unit_test(a_mesh_is_known_by_what_people_call_it),
		cmocka_unit_test(containers_are_parted_into_planes),
		cmocka_unit_test(sums_and_pause_containers_are_nobodys),
		cmocka_unit_test(
		    process_groups_count_for_the_runs_that_use_them),
		cmocka_unit_test(nodes_and_requests_are_counted_once),
		cmocka_unit_test(each_fault_of_a_file_is_named_with_its_line),
	};

	return cmocka_run_group_tests_name("mesh", tests, NULL, NULL);
}

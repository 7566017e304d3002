// SPDX-License-Identifier: GPL-3.0-or-later
//
// parse KIND FILE: how fast simdjson parses a file, and no more: of k6 each
// line as a DOM, of prometheus the whole answer on demand, down to the digits
// of every value.
#include <cstdio>
#include <cstring>
#include <simdjson.h>

static size_t lines(const simdjson::padded_string &text)
{
	simdjson::dom::parser parser;
	simdjson::dom::document_stream stream = parser.parse_many(text);
	size_t n = 0;

	for (auto document : stream)
		n += document.error() == simdjson::SUCCESS;
	return n;
}

static size_t values(const simdjson::padded_string &text)
{
	simdjson::ondemand::parser parser;
	simdjson::ondemand::document answer = parser.iterate(text);
	size_t n = 0;

	for (auto series : answer["data"]["result"].get_array()) {
		for (auto pair : series["values"].get_array()) {
			for (auto part : pair.get_array()) {
				std::string_view digits = part.raw_json_token();

				n += !digits.empty();
			}
		}
	}
	return n;
}

int main(int argc, char **argv)
{
	if (argc != 3)
		return 2;
	simdjson::padded_string text = simdjson::padded_string::load(argv[2]);
	std::printf("%zu\n", strcmp(argv[1], "k6") ? values(text) : lines(text));
	return 0;
}

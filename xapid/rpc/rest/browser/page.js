"use strict";
// Shows /openapi.json, class by class, and sends requests. Text from outside is only ever set as text.

const byId = (id) => document.getElementById(id);
const TOKEN = "xapid token";
let api = {};

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.filter((child) => child !== undefined && child !== ""));
  return element;
}

function resolve(part) {
  return part && part.$ref ? part.$ref.slice(2).split("/").reduce((at, key) => at[key], api) : part;
}

function typeOf(schema) {
  if (schema.$ref) return schema.$ref.split("/").pop();
  if (schema.type === "array") return `[${typeOf(schema.items)}]`;
  if (schema.additionalProperties) return `{string: ${typeOf(schema.additionalProperties)}}`;
  return [schema.type ?? "any"].flat().filter((type) => type !== "null").join(" or ");
}

function example(schema, depth = 0) {
  const found = resolve(schema) ?? {};
  if (found.default !== undefined) return found.default;
  if (found.enum) return found.enum[0];
  const type = [found.type].flat()[0];
  if (type === "object" && found.properties && depth < 3) {
    const needed = found.required ?? [];
    return Object.fromEntries(needed.map((name) => [name, example(found.properties[name], depth + 1)]));
  }
  return { object: {}, array: [], integer: 0, number: 0, boolean: false, string: "" }[type] ?? null;
}

function operationsOf(tag) {
  const found = [];
  for (const [path, item] of Object.entries(api.paths)) {
    for (const method of ["get", "post", "patch", "delete"]) {
      const operation = item[method];
      if (operation?.tags?.includes(tag)) {
        const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map(resolve);
        found.push({ path, method, operation, parameters });
      }
    }
  }
  return found;
}

function wordsOf({ path, operation }) {
  return `${path} ${operation.summary ?? ""} ${operation.description ?? ""}`.toLowerCase();
}

function fieldsTable(tag) {
  const properties = resolve(api.components.schemas[tag])?.properties;
  if (!properties) return undefined;
  const rows = Object.entries(properties).map(([name, schema]) =>
    make("tr", {}, make("td", {}, make("code", {}, name)), make("td", {}, make("code", {}, typeOf(schema))),
      make("td", {}, schema.description ?? "")));
  const head = make("tr", {}, ...["field", "type", "meaning"].map((word) => make("th", {}, word)));
  return make("details", {}, make("summary", {}, "Fields"), make("div", {}, make("table", {}, head, ...rows)));
}

function bodySchema(operation) {
  const content = operation.requestBody?.content ?? {};
  return content["application/json"]?.schema;
}

function bodyTable(schema) {
  const found = resolve(schema);
  const rows = Object.entries(found.properties ?? {}).map(([name, each]) =>
    make("tr", {}, make("td", {}, make("code", {}, name + (found.required?.includes(name) ? " *" : ""))),
      make("td", {}, make("code", {}, typeOf(each))), make("td", {}, each.description ?? "")));
  return make("table", {}, ...rows);
}

function operationBox(entry) {
  const { path, method, operation, parameters } = entry;
  const title = make("summary", {}, make("span", { class: `method ${method}` }, method.toUpperCase()),
    make("span", { class: "path" }, path), " ", make("span", { class: "words" }, operation.summary ?? ""));
  const box = make("details", { id: operation.operationId }, title);
  box.addEventListener("toggle", () => {
    if (box.open && box.children.length === 1) box.append(operationForm(entry));
  });
  return box;
}

function operationForm({ path, method, operation, parameters }) {
  const form = make("form");
  const inputs = parameters.map((parameter) => {
    const input = make("input", { "aria-label": parameter.name, placeholder: parameter.required ? "needed" : "" });
    if (parameter.required) input.required = true;
    return { parameter, input };
  });
  const rows = inputs.map(({ parameter, input }) => make("tr", {}, make("td", {}, make("code", {}, parameter.name)),
    make("td", {}, input), make("td", {}, parameter.description ?? "")));
  const schema = bodySchema(operation);
  const body = schema && make("textarea", { "aria-label": "body", spellcheck: "false" });
  if (body) body.value = JSON.stringify(example(schema), null, 1);
  const output = make("pre", { hidden: "" });
  form.append(make("table", {}, ...rows), schema ? bodyTable(schema) : "", body ?? "",
    make("p", {}, make("button", {}, "Send")), output);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(path, method, inputs, body, output);
  });
  const errors = Object.entries(operation["x-errors"] ?? {}).map(([code, status]) => `${code} (${status})`);
  const role = [operation["x-role"] ?? ""].flat().join(" or ");
  return make("div", {}, make("p", {}, operation.description ?? ""),
    role ? make("p", { class: "role" }, `Role: ${role}`) : "",
    errors.length ? make("p", { class: "role" }, `Errors: ${errors.join(", ")}`) : "", form);
}

async function send(path, method, inputs, body, output) {
  const query = new URLSearchParams();
  const headers = {};
  for (const { parameter, input } of inputs) {
    if (!input.value) continue;
    if (parameter.in === "path") path = path.replace(`{${parameter.name}}`, encodeURIComponent(input.value));
    else if (parameter.in === "header") headers[parameter.name] = input.value;
    else if (parameter.explode) for (const [key, value] of new URLSearchParams(input.value)) query.append(key, value);
    else query.set(parameter.name, input.value);
  }
  const token = sessionStorage.getItem(TOKEN);
  if (token) headers["X-Session-Id"] = token;
  const options = { method: method.toUpperCase(), headers };
  if (body && body.value.trim()) {
    headers["Content-Type"] = "application/json";
    options.body = body.value;
  }
  output.hidden = false;
  output.textContent = "…";
  try {
    const response = await fetch(path + (query.size ? `?${query}` : ""), options);
    await show(response, output);
  } catch (error) {
    output.textContent = String(error);
  }
}

async function show(response, output) {
  const told = ["location", "etag", "link", "x-total-count"].filter((name) => response.headers.has(name))
    .map((name) => `${name}: ${response.headers.get(name)}\n`).join("");
  output.textContent = `${response.status} ${response.statusText}\n${told}\n`;
  if (response.headers.get("content-type")?.startsWith("text/event-stream")) {
    for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
      if (!output.isConnected) return response.body.cancel().catch(() => {});
      output.textContent = (output.textContent + piece).slice(-50000);
    }
    return;
  }
  const text = await response.text();
  try {
    output.textContent += JSON.stringify(JSON.parse(text), null, 1);
  } catch {
    output.textContent += text;
  }
}

function list() {
  const wanted = byId("search").value.trim().toLowerCase();
  const tags = [...new Set(Object.values(api.paths).flatMap((item) =>
    ["get", "post", "patch", "delete"].flatMap((method) => item[method]?.tags ?? [])))].sort((a, b) => a.localeCompare(b));
  const chosen = decodeURIComponent(location.hash.slice(1));
  const shown = tags.filter((tag) => !wanted || tag.toLowerCase().includes(wanted) ||
    operationsOf(tag).some((entry) => wordsOf(entry).includes(wanted)));
  byId("classes").replaceChildren(...shown.map((tag) => make("li", {},
    make("a", { href: `#${tag}`, class: tag === chosen ? "chosen" : "" }, tag))));
  const tag = tags.includes(chosen) ? chosen : "";
  const about = api.tags.find((each) => each.name === tag)?.description ?? "";
  const operations = operationsOf(tag).filter((entry) =>
    !wanted || tag.toLowerCase().includes(wanted) || wordsOf(entry).includes(wanted));
  byId("main").replaceChildren(...(tag
    ? [make("h2", {}, tag), make("p", {}, about), fieldsTable(tag) ?? "", ...operations.map(operationBox)]
    : api.info.description.split("\n\n").map((text) => make("p", {}, text))));
}

async function logIn(event) {
  event.preventDefault();
  const response = await fetch("/rest/v1/session", {
    method: "POST", headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ username: byId("username").value, password: byId("password").value }),
  });
  const said = await response.json();
  byId("password").value = "";
  if (response.ok) sessionStorage.setItem(TOKEN, said.token);
  byId("who").textContent = response.ok ? `logged in as ${said.user}` : said.detail;
}

async function begin() {
  const response = await fetch("/openapi.json");
  api = await response.json();
  byId("login").addEventListener("submit", logIn);
  byId("search").addEventListener("input", list);
  addEventListener("hashchange", list);
  list();
}

begin().catch((error) => { byId("main").textContent = String(error); });

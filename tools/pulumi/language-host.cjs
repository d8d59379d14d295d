"use strict";

// A small Pulumi language host for Node programs, over the protobuf stubs of the program's own @pulumi/pulumi. It is
// used only beside a CLI that was built from source, which brings no language host, and is never published.
// Contract: print the port, answer pulumirpc.LanguageRuntime, end with the engine.

const { spawn } = require("node:child_process");
const { createRequire } = require("node:module");
const { join } = require("node:path");

const BAIL = 32; // the program has told the user what is wrong: the engine need not
const UNIMPLEMENTED = 12;
const engineAddress = process.argv.slice(2).find((argument) => !argument.startsWith("-")) ?? "";
const fromProgram = createRequire(join(process.cwd(), "program.js"));
const fromSdk = createRequire(fromProgram.resolve("@pulumi/pulumi"));
const grpc = fromSdk("@grpc/grpc-js");
const proto = (name) => fromProgram(`@pulumi/pulumi/proto/${name}`);
const { LanguageRuntimeService } = proto("language_grpc_pb");
const messages = proto("language_pb");
const { PluginInfo } = proto("plugin_pb");
const children = new Set();

function startNode(script, options) {
  const resolve = createRequire(join(options.cwd, "program.js")).resolve;
  const child = spawn("node", [...(options.nodeArgs ?? []), resolve(script), ...options.args], options);
  children.add(child);
  child.once("exit", () => children.delete(child));
  return child;
}

function endChildren() {
  for (const child of children) child.kill("SIGKILL");
}

function runArguments(request) {
  const flags = {
    monitor: request.getMonitorAddress(),
    engine: engineAddress,
    organization: request.getOrganization(),
    project: request.getProject(),
    stack: request.getStack(),
    pwd: request.getPwd(),
    parallel: request.getParallel(),
    "root-directory": request.getInfo()?.getRootDirectory(),
  };
  const given = Object.entries(flags).filter(([, value]) => value !== undefined && value !== "");
  const program = request.getInfo()?.getEntryPoint() || request.getProgram() || ".";
  return [
    ...given.map(([name, value]) => `--${name}=${value}`),
    ...(request.getDryrun() ? ["--dry-run"] : []),
    program,
    ...request.getArgsList(),
  ];
}

function runEnvironment(request, options) {
  return {
    ...process.env,
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().getEntryList())),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    PULUMI_NODEJS_TYPESCRIPT: String(options.typescript !== false),
  };
}

function outcome(code, signal) {
  const response = new messages.RunResponse();
  if (code === BAIL) response.setBail(true);
  if (code !== 0) {
    response.setError(signal ? `Program ended by ${signal}` : `Program exited with non-zero exit code: ${code}`);
  }
  return response;
}

function run(call, callback) {
  const request = call.request;
  const options = request.getInfo()?.getOptions()?.toJavaScript() ?? {};
  const child = startNode("@pulumi/pulumi/cmd/run", {
    args: runArguments(request),
    cwd: request.getPwd(),
    env: runEnvironment(request, options),
    nodeArgs: String(options.nodeargs ?? "")
      .split(" ")
      .filter(Boolean),
    stdio: ["ignore", "inherit", "inherit"],
  });
  child.once("error", (error) => callback(error));
  child.once("exit", (code, signal) => callback(null, outcome(code, signal)));
}

// A policy pack is a plugin of the kind "analyzer": it has a launcher of its own, which takes the folder last.
function pluginStart(kind, directory, given) {
  return kind === "analyzer"
    ? { script: "@pulumi/pulumi/cmd/run-policy-pack", args: [...given, directory] }
    : { script: "@pulumi/pulumi/cmd/run-plugin", args: [directory, ...given] };
}

function runPlugin(call) {
  const request = call.request;
  const environment = Object.fromEntries(request.getEnvList().map((entry) => entry.split(/=(.*)/s).slice(0, 2)));
  const directory = request.getInfo()?.getProgramDirectory() || request.getProgram();
  const { script, args } = pluginStart(request.getKind(), directory, request.getArgsList());
  const child = startNode(script, {
    args,
    cwd: directory,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const say = (fill) => {
    const response = new messages.RunPluginResponse();
    fill(response);
    call.write(response);
  };
  child.stdout.on("data", (bytes) => say((response) => response.setStdout(bytes)));
  child.stderr.on("data", (bytes) => say((response) => response.setStderr(bytes)));
  child.once("close", (code) => {
    say((response) => response.setExitcode(code ?? 1));
    call.end();
  });
  call.once("cancelled", () => child.kill("SIGKILL"));
}

function about(_call, callback) {
  const response = new messages.AboutResponse();
  response.setExecutable(process.execPath);
  response.setVersion(`${process.version} (pulumi-smtp-relay's language host)`);
  callback(null, response);
}

function pluginInfo(_call, callback) {
  const info = new PluginInfo();
  info.setVersion("0.0.1");
  callback(null, info);
}

const empty = (Message) => (_call, callback) => callback(null, new Message());
const implemented = {
  handshake: empty(messages.LanguageHandshakeResponse),
  getPluginInfo: pluginInfo,
  getRequiredPackages: empty(messages.GetRequiredPackagesResponse),
  getRequiredPlugins: empty(messages.GetRequiredPluginsResponse),
  getProgramDependencies: empty(messages.GetProgramDependenciesResponse),
  run,
  runPlugin,
  about,
  cancel: (_call, callback) => {
    endChildren();
    callback(null, new (fromSdk("google-protobuf/google/protobuf/empty_pb").Empty)());
  },
};
const unimplemented = (name) => (call, callback) => {
  const error = { code: UNIMPLEMENTED, details: `this language host does not answer ${name}` };
  if (callback) callback(error);
  else call.destroy(Object.assign(new Error(error.details), error));
};
const handlers = Object.keys(LanguageRuntimeService).map((name) => [name, implemented[name] ?? unimplemented(name)]);

const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
server.addService(LanguageRuntimeService, Object.fromEntries(handlers));
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.stdout.write(`${port}\n`);
});

// The engine ends its plugins when it ends well. When it is killed, nobody tells us: an orphan gets another parent.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid === parent) return;
  endChildren();
  process.exit(1);
}, 500).unref();

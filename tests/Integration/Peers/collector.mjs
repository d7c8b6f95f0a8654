// A collector as others build one: the official gRPC server for Node.js takes what is sent and OpenTelemetry's own decoder reads it. Says where it listens; each
// line it hears is answered by every series it was sent, each as it was last told.
import { createInterface } from "node:readline";
import { createRequire } from "node:module";
import grpc from "@grpc/grpc-js";

const generated = createRequire(import.meta.url)("@opentelemetry/otlp-grpc-exporter-base/build/src/generated/root.js");
const { ExportMetricsServiceRequest: Request, ExportMetricsServiceResponse: Response } = generated.opentelemetry.proto.collector.metrics.v1;
const cumulative = generated.opentelemetry.proto.metrics.v1.AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
const series = new Map();

const fields = (attributes) => Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue]));

function kindOf({ name, sum, gauge, histogram }) {
  const growing = sum ?? histogram;
  if (growing && growing.aggregationTemporality !== cumulative) throw new Error(`${name} is not cumulative`);
  return sum ? (sum.isMonotonic ? "counter" : "sum") : gauge ? "gauge" : histogram ? "histogram" : "something else";
}

function take({ resourceMetrics }) {
  for (const { resource, scopeMetrics } of resourceMetrics) {
    const { "service.name": service, "service.namespace": profile } = fields(resource.attributes);
    for (const { scope, metrics } of scopeMetrics) {
      for (const metric of metrics) {
        const kind = kindOf(metric);
        for (const point of (metric.sum ?? metric.gauge ?? metric.histogram).dataPoints) {
          const labels = fields(point.attributes);
          const one = { service, profile, scope: scope.name, name: metric.name, kind, help: metric.description, labels };
          const value = kind === "histogram" ? point.sum : point.asDouble;
          series.set(JSON.stringify(one), { ...one, value, bounds: point.explicitBounds ?? [], counts: (point.bucketCounts ?? []).map(Number) });
        }
      }
    }
  }
}

const server = new grpc.Server();
const method = {
  path: "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export",
  requestStream: false,
  responseStream: false,
  requestDeserialize: (bytes) => Request.decode(bytes),
  requestSerialize: (request) => Buffer.from(Request.encode(request).finish()),
  responseDeserialize: (bytes) => Response.decode(bytes),
  responseSerialize: (response) => Buffer.from(Response.encode(response).finish()),
};
server.addService({ export: method }, {
  export: (call, answer) => {
    try {
      take(call.request);
      answer(null, {});
    } catch (error) {
      console.error(error);
      answer(error);
    }
  },
});
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  console.log(JSON.stringify({ url: `http://127.0.0.1:${port}` }));
});

for await (const _ of createInterface({ input: process.stdin })) console.log(JSON.stringify([...series.values()]));
server.forceShutdown();

using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Engine.Events;
using Infra.Engine.Providers;
using Infra.Engine.Rpc;
using Infra.Engine.Workspace;
using Infra.Protocol;
using Pulumirpc;

namespace Infra.Engine.Plugins;

/// <summary>Reads the schemas of plugins, for <c>package get-schema</c>.</summary>
public static class PackageSchemas
{
    /// <summary>The schema of a package as its plugin returns it: JSON in Pulumi's package format.</summary>
    /// <param name="project">The project whose own plugins have precedence.</param>
    /// <param name="package">The package's name, optionally with a version: <c>NAME@VERSION</c>.</param>
    /// <param name="events">Receives the build's output when the plugin is in source form.</param>
    /// <exception cref="InfraException">The plugin does not exist, does not start, or has no schema.</exception>
    public static async Task<string> ReadAsync(
        Project project,
        string package,
        IEngineEventSink events,
        CancellationToken cancellationToken
    )
    {
        var parts = package.Split('@', 2);
        var descriptor = new PackageDescriptor(parts[0], parts.Length > 1 ? parts[1] : "");
        using var endpoint = EngineEndpoint.Open();
        var location = new PluginLocator(project).Find(descriptor);
        var command = await PluginCommand.CreateAsync(
            descriptor.Name,
            location,
            new()
            {
                FileName = location.Path,
                Arguments = [endpoint.Address],
                WorkingDirectory = project.ProgramDirectory,
            },
            new(events),
            cancellationToken
        );
        await using var process = await PluginProcess.StartAsync(
            descriptor.Name,
            command,
            cancellationToken
        );
        var calls = new PluginCalls(
            process.Channel.CreateCallInvoker(),
            descriptor.Name,
            () => process.DescribeEndAsync("Run it again, or reinstall the plugin.")
        );
        var answer = await calls.TryCallAsync(
            (client, options) => client.GetSchemaAsync(new GetSchemaRequest(), options),
            cancellationToken
        );
        var schema = answer?.Schema ?? "";
        return HasName(schema, descriptor.Name)
            ? schema
            : throw new InfraException(
                $"The plugin '{descriptor.Name}' in {location.Directory} has no schema."
            );
    }

    // A plugin without a schema answers with an empty text or an empty object.
    private static bool HasName(string schema, string plugin)
    {
        try
        {
            return schema.Length > 0 && JsonNode.Parse(schema)?["name"] is not null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InfraException(
                $"What the plugin '{plugin}' gives as its schema is not JSON: {e.Message}",
                e
            );
        }
    }
}

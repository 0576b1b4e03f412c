using Infra.Engine.Events;
using Infra.Engine.Monitor;
using Infra.Engine.Processes;
using Infra.Engine.Providers;
using Infra.Engine.Workspace;
using Infra.Protocol;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Pulumirpc;

namespace Infra.Engine.Plugins;

/// <summary>Asks plugins what resources and functions they offer: <c>package get-schema</c>.</summary>
public static class PackageSchemas
{
    /// <summary>The schema of a package, as its plugin gives it: JSON in Pulumi's format for packages.</summary>
    /// <param name="project">The project whose plugins are looked at first.</param>
    /// <param name="package">The package's name, perhaps with a version: <c>NAME@VERSION</c>.</param>
    /// <param name="events">Told of a build, where the plugin is in source form.</param>
    /// <param name="cancellationToken">Ends the plugin.</param>
    /// <exception cref="InfraException">There is no such plugin, it does not start, or it has no schema.</exception>
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
            () => process.LastLines
        );
        var answer = await calls.TryCallAsync(
            (client, options) => client.GetSchemaAsync(new GetSchemaRequest(), options),
            cancellationToken
        );
        return HasName(answer?.Schema ?? "", descriptor.Name)
            ? answer!.Schema
            : throw new InfraException(
                $"The plugin '{descriptor.Name}' in {location.Directory} has no schema."
            );
    }

    // A plugin without a schema may well answer, with nothing or with an empty object.
    private static bool HasName(string schema, string plugin)
    {
        try
        {
            return schema.Length > 0 && JObject.Parse(schema).ContainsKey("name");
        }
        catch (JsonReaderException e)
        {
            throw new InfraException(
                $"What the plugin '{plugin}' gives as its schema is not JSON: {e.Message}",
                e
            );
        }
    }
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using Infra.Engine.Deployment.Execution;
using Infra.Engine.Deployment.Goals;
using Infra.Engine.Providers.Builtin;
using Infra.Engine.Workspace;
using Infra.Protocol;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.Engine.Providers;

/// <summary>Registers a provider of its own accord for each package that a program uses without naming one.</summary>
internal sealed class DefaultProviders(StackConfiguration configuration, SourceInbox inbox)
{
    private const string DisabledKey = "pulumi:disable-default-providers";
    private static readonly ImmutableArray<string> Dynamic = ["pulumi-nodejs", "pulumi-python"];
    private readonly ConcurrentDictionary<
        (string Package, string Version, string Url),
        Lazy<Task<string>>
    > _references = new();

    /// <summary>The reference of the package's default provider, registered with the stack's configuration at first use.</summary>
    public Task<string> FindAsync(PackageDescriptor package) =>
        _references
            .GetOrAdd(
                (package.Package, package.PackageVersion, package.DownloadUrl),
                _ => new Lazy<Task<string>>(() => RegisterAsync(package))
            )
            .Value;

    /// <summary>The urn that the package's default provider has.</summary>
    public static Urn UrnOf(PackageDescriptor package, string stack, string project) =>
        Urn.Create(stack, project, null, TypeOf(package), NameOf(package));

    private async Task<string> RegisterAsync(PackageDescriptor package)
    {
        RefuseDisabled(package.Package);
        var goal = new ResourceGoal
        {
            Type = TypeOf(package),
            Name = NameOf(package),
            Custom = true,
            Properties = ProviderInputs.Create(ConfigurationOf(package.Package), package),
        };
        var result = await inbox.SendAsync(new SourceEvent.Registration(goal));
        return new ProviderReference(result.State.Urn, result.State.Id).ToString();
    }

    private static string TypeOf(PackageDescriptor package) =>
        ProviderReference.TypePrefix + package.Package;

    private PropertyMap ConfigurationOf(string package)
    {
        // What a dynamic provider runs is a part of the program, which may read all of the configuration.
        var prefix = Dynamic.Contains(package) ? "" : package + ":";
        return PropertyMap.Create(
            configuration
                .Values.Where(value => value.Key.StartsWith(prefix, StringComparison.Ordinal))
                .Select(value =>
                    KeyValuePair.Create(value.Key[prefix.Length..], Value(value.Key, value.Value))
                )
        );
    }

    private PropertyValue Value(string key, string text) =>
        configuration.SecretKeys.Contains(key) ? new PropertyValue.Secret(text) : text;

    private void RefuseDisabled(string package)
    {
        var text = configuration.Values.GetValueOrDefault(DisabledKey) ?? "";
        if (text.Length == 0 || package == BuiltinProvider.Package)
        {
            return;
        }

        var disabled = Disabled(text);
        if (disabled.Contains("*") || disabled.Contains(package))
        {
            throw new InfraException(
                $"The default provider of '{package}' is disabled by {DisabledKey}: pass a provider of that package explicitly."
            );
        }
    }

    private static ImmutableArray<string> Disabled(string text)
    {
        try
        {
            var names = Newtonsoft.Json.JsonConvert.DeserializeObject<string[]>(text) ?? [];
            return [.. names.Select(name => name.Trim())];
        }
        catch (Newtonsoft.Json.JsonException e)
        {
            throw new InfraException(
                $"{DisabledKey} is '{text}', which is no JSON list of package names. Write e.g. [\"aws\"] or [\"*\"].",
                e
            );
        }
    }

    private static string NameOf(PackageDescriptor package)
    {
        var name =
            package.PackageVersion.Length > 0
                ? "default_" + Plain(package.PackageVersion, ".-+")
                : "default";
        return package.DownloadUrl.Length > 0
            ? name + "_" + Plain(package.DownloadUrl, ":/.-+?=&%@#")
            : name;
    }

    private static string Plain(string text, string replaced) =>
        string.Concat(text.Select(c => replaced.Contains(c, StringComparison.Ordinal) ? '_' : c));
}

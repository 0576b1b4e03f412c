using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Infra.Engine.Goals;
using Infra.Engine.State;
using Infra.Engine.Workspace;
using Infra.Protocol;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.Engine.Providers;

/// <summary>Registers a default provider for each package that a program uses without an explicit provider.</summary>
/// <param name="olds">The state, whose newest version of a package is taken where a program asks for none.</param>
internal sealed class DefaultProviders(
    StackConfiguration configuration,
    ImmutableArray<ResourceState> olds,
    RegistrationInbox inbox
)
{
    private const string DisabledKey = "pulumi:disable-default-providers";
    private static readonly ImmutableArray<string> Dynamic = ["pulumi-nodejs", "pulumi-python"];
    private readonly ConcurrentDictionary<
        (string Package, string Version, string Url),
        Lazy<Task<string>>
    > _references = new();

    /// <summary>The reference of the package's default provider, registered with the stack's configuration at first use.</summary>
    public Task<string> FindAsync(PackageDescriptor asked)
    {
        var package = Complete(asked);
        return _references
            .GetOrAdd(
                (package.Package, package.PackageVersion, package.DownloadUrl),
                _ => new Lazy<Task<string>>(() => RegisterAsync(package))
            )
            .Value;
    }

    /// <summary>The urn of the package's default provider.</summary>
    public static Urn UrnOf(PackageDescriptor package, string stack, string project) =>
        Urn.Create(stack, project, null, TypeOf(package), NameOf(package));

    /// <summary>The package that is meant where a program asks for no version.</summary>
    public PackageDescriptor Complete(PackageDescriptor asked) =>
        asked.PackageVersion.Length > 0 ? asked : Newest(asked) ?? asked;

    private PackageDescriptor? Newest(PackageDescriptor asked) =>
        olds.Where(old => old.Type == TypeOf(asked))
            .Select(old => ProviderInputs.Package(asked.Package, old.Inputs))
            .Where(known => known is { Parameterization: null, Version.Length: > 0 })
            .MaxBy(known => PackageVersion.Order(known.Version))
            is { } newest
            ? asked with
            {
                Version = newest.Version,
                DownloadUrl = asked.DownloadUrl.Length > 0 ? asked.DownloadUrl : newest.DownloadUrl,
            }
            : null;

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
        var result = await inbox.SendAsync(new Registration.Resource(goal));
        return new ProviderReference(result.State.Urn, result.State.Id).ToString();
    }

    private static string TypeOf(PackageDescriptor package) =>
        Urn.ProviderTypePrefix + package.Package;

    private PropertyMap ConfigurationOf(string package)
    {
        // A dynamic provider runs code of the program, which may read all of the configuration.
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
            var names = JsonSerializer.Deserialize<string[]>(text) ?? [];
            return [.. names.Select(name => name.Trim())];
        }
        catch (JsonException e)
        {
            throw new InfraException(
                $"{DisabledKey} is '{text}', which is not a JSON list of package names. Write e.g. [\"aws\"] or [\"*\"].",
                e
            );
        }
    }

    private static string NameOf(PackageDescriptor package)
    {
        var name =
            package.PackageVersion.Length > 0
                ? "default_" + Replace(package.PackageVersion, ".-+")
                : "default";
        return package.DownloadUrl.Length > 0
            ? name + "_" + Replace(package.DownloadUrl, ":/.-+?=&%@#")
            : name;
    }

    private static string Replace(string text, string replaced) =>
        string.Concat(text.Select(c => replaced.Contains(c, StringComparison.Ordinal) ? '_' : c));
}

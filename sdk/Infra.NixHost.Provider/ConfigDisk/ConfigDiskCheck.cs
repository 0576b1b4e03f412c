using System.Collections.Immutable;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Rules;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.ConfigDisk;

/// <summary>Checks that a config disk has one source that fits its format and puts no private key into the store.</summary>
internal sealed class ConfigDiskCheck(ProviderSession session)
{
    private const string KeyAdvice =
        "remove it, or give the file as a secret in files, which go to an image that only root and QEMU can read";

    /// <summary>Returns the inputs with the serial and the description of the content.</summary>
    public async Task<PropertyMap> RunAsync(CheckCall call, CancellationToken cancellationToken)
    {
        var news = call.News.ContainsKey("serial")
            ? call.News
            : call.News.With("serial", DiskSerial.From(call.Identity));
        var inputs = ConfigDiskInputs.Read(news);
        CheckShape(inputs, call, news);
        if (news.Values.Any(PropertyContent.HasUnknown))
        {
            return news.With(ConfigDiskDefinition.Content, PropertyValue.Computed.Instance);
        }

        if (call.Failures.AreNone)
        {
            CheckSource(inputs, call);
        }

        if (!call.Failures.AreNone)
        {
            return news;
        }

        try
        {
            var found = await new ConfigFinder(session, call).FindAsync(inputs, cancellationToken);
            return found is null
                ? news
                : WithFiles(inputs, news, found.IsIso)
                    .With(ConfigDiskDefinition.Content, found.Write());
        }
        catch (HostException e)
        {
            call.Failures.Add(SourceRules.OfContent.First(news.ContainsKey), e.Message, e.Code);
            return news;
        }
    }

    /// <summary>Adds the names and hashes of a directory's files, but not of one that the guest sees while it changes.</summary>
    private PropertyMap WithFiles(ConfigDiskInputs inputs, PropertyMap news, bool isIso)
    {
        var files = inputs switch
        {
            { Source: { } source } => ContentFiles.List(
                new(session.Here, session.Resolve(source)),
                isSecret: false
            ),
            { HostPath: { } path } when isIso => ContentFiles.List(
                new(session.Host.Files, path),
                isSecret: true
            ),
            _ => null,
        };
        return files is null ? news : news.With(ContentFiles.Property, files);
    }

    /// <summary>The property that gives the content.</summary>
    public static string SourceOf(PropertyMap inputs) =>
        SourceRules.OfContent.FirstOrDefault(inputs.ContainsKey) ?? SourceRules.OfContent[0];

    private static void CheckShape(ConfigDiskInputs inputs, CheckCall call, PropertyMap news)
    {
        var given = SourceRules.OfContent.Where(news.ContainsKey).ToList();
        if (given.Count == 0)
        {
            call.Failures.Add("source", SourceRules.NoContent);
        }

        foreach (var second in given.Skip(1))
        {
            call.Failures.Add(second, SourceRules.Besides(given[0]));
        }

        if (inputs is { Format: "fat", HasSecrets: true })
        {
            call.Failures.Add(
                "format",
                "\"fat\" serves a directory that every user of the host can read, and files contains secrets; use \"iso\" or \"auto\""
            );
        }

        if (
            !PropertyContent.HasUnknown(news.Get("serial"))
            && DiskRules.Serial(inputs.Serial) is { } reason
        )
        {
            call.Failures.Add("serial", reason);
        }
    }

    private void CheckSource(ConfigDiskInputs inputs, CheckCall call)
    {
        switch (inputs)
        {
            case { Source: { } source }:
                CheckDirectory("source", source, new(session.Here, session.Resolve(source)), call);
                break;
            case { HostPath: { } path } when ValueRules.HostPath(path) is { } reason:
                call.Failures.Add("hostPath", reason);
                break;
            case { HostPath: { } path }:
                CheckDirectory("hostPath", path, new(session.Host.Files, path), call);
                break;
            case { Files: { } files }:
                CheckFiles(files, inputs.HasSecrets, call);
                break;
        }
    }

    private static void CheckFiles(
        ImmutableSortedDictionary<string, string> files,
        bool hasSecrets,
        CheckCall call
    )
    {
        foreach (var name in files.Keys.Where(n => !MaterializedFiles.IsLegal(n)))
        {
            call.Failures.Add(
                "files",
                $"\"{name}\" is not a relative file name; give one without . and .. parts"
            );
        }

        foreach (var name in files.Keys)
        {
            if (
                files.Keys.FirstOrDefault(n =>
                    n.StartsWith(name + "/", StringComparison.Ordinal)
                ) is
                { } below
            )
            {
                call.Failures.Add(
                    "files",
                    $"\"{name}\" is a file and, for \"{below}\", a directory; rename one"
                );
            }
        }

        foreach (var (name, _) in files.Where(f => !hasSecrets && PrivateKeys.IsIn(f.Value)))
        {
            call.Failures.Add(
                "files",
                $"\"{name}\" holds a private key, and every user of the host can read the Nix store; {KeyAdvice}",
                "private-key"
            );
        }
    }

    private static void CheckDirectory(
        string property,
        string given,
        ConfigFolder folder,
        CheckCall call
    )
    {
        var path = folder.Path;
        var stat = folder.Files.Stat(path);
        if (stat is not { IsDirectory: true })
        {
            var what = stat is not null ? "is a file, not a directory" : "does not exist";
            call.Failures.Add(
                property,
                $"\"{given}\": {path} {what}; correct the path",
                "directory-missing"
            );
            return;
        }

        if (property != "source")
        {
            return;
        }

        foreach (var key in PrivateKeys.Find(folder))
        {
            call.Failures.Add(
                property,
                $"\"{given}\" holds the private key \"{key}\", and every user of the host can read the Nix store; {KeyAdvice}",
                "private-key"
            );
        }
    }
}

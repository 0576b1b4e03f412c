using Infra.NixHost.Host;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.ConfigDisk;

/// <summary>Checks a config disk: one source, safe for its format, without private keys in the store.</summary>
internal sealed class ConfigDiskCheck(ProviderSession session)
{
    private const string KeyAdvice =
        "keep it out, or give the file as a secret in files, which go to an image that only root and QEMU can read";

    private static readonly string[] Sources = ["source", "hostPath", "files"];

    /// <summary>The inputs with the serial and what was found of the content.</summary>
    public async Task<PropertyMap> RunAsync(CheckCall call, CancellationToken cancellationToken)
    {
        var news = call.News.ContainsKey("serial")
            ? call.News
            : call.News.With("serial", DiskSerial.From(call.Identity));
        var inputs = ConfigDiskInputs.Read(news);
        CheckShape(inputs, call, news);
        if (news.Values.Any(Plain.HasUnknown))
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
            return found is null ? news : news.With(ConfigDiskDefinition.Content, found.Write());
        }
        catch (HostException e)
        {
            call.Failures.Add(inputs.Source is null ? "files" : "source", e.Message, e.Code);
            return news;
        }
    }

    private static void CheckShape(ConfigDiskInputs inputs, CheckCall call, PropertyMap news)
    {
        var given = Sources.Where(news.ContainsKey).ToList();
        if (given.Count == 0)
        {
            call.Failures.Add(
                "source",
                "the disk has no content; set exactly one of source, hostPath and files"
            );
        }

        foreach (var second in given.Skip(1))
        {
            call.Failures.Add(second, $"is a second content beside {given[0]}; keep one of them");
        }

        if (inputs is { Format: "fat", HasSecrets: true })
        {
            call.Failures.Add(
                "format",
                "\"fat\" shows a directory that every user of the host can read, and there are secrets among the files; use \"iso\" or \"auto\""
            );
        }

        if (
            !Plain.HasUnknown(news.Get("serial"))
            && DiskSerial.Mismatch(inputs.Serial) is { } reason
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
                CheckDirectory("source", source, session.Resolve(source), call);
                break;
            case { HostPath: { } path } when !Path.IsPathFullyQualified(path):
                call.Failures.Add(
                    "hostPath",
                    $"\"{path}\" is no absolute path on the host; begin it with /"
                );
                break;
            case { HostPath: { } path }:
                CheckDirectory("hostPath", path, path, call);
                break;
            case { Files: not null }:
                CheckFiles(inputs, call);
                break;
        }
    }

    private static void CheckFiles(ConfigDiskInputs inputs, CheckCall call)
    {
        var files = inputs.Files!;
        foreach (var name in files.Keys.Where(n => !MaterializedFiles.IsLegal(n)))
        {
            call.Failures.Add(
                "files",
                $"\"{name}\" is no relative file name; give one without . and .. parts"
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
                    $"\"{name}\" would be a file and, for \"{below}\", a directory; rename one"
                );
            }
        }

        foreach (var (name, _) in files.Where(f => !inputs.HasSecrets && PrivateKeys.IsIn(f.Value)))
        {
            call.Failures.Add(
                "files",
                $"\"{name}\" holds a private key, and the Nix store can be read by everybody on the host; {KeyAdvice}",
                "private-key"
            );
        }
    }

    private static void CheckDirectory(string property, string given, string path, CheckCall call)
    {
        if (!Directory.Exists(path))
        {
            var what = File.Exists(path)
                ? "is a file, and a directory is wanted"
                : "does not exist";
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

        foreach (var key in PrivateKeys.Find(path))
        {
            call.Failures.Add(
                property,
                $"\"{given}\" holds the private key \"{key}\", and the Nix store can be read by everybody on the host; {KeyAdvice}",
                "private-key"
            );
        }
    }
}

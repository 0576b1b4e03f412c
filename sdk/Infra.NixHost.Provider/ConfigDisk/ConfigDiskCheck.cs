using Infra.NixHost.Host;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.ConfigDisk;

/// <summary>Checks a config disk: one source, safe for its format, without private keys in the store.</summary>
internal sealed class ConfigDiskCheck(ProviderSession session)
{
    private static readonly string[] Sources = ["source", "hostPath", "files"];

    /// <summary>The inputs with the serial and the store path of the content.</summary>
    public async Task<PropertyMap> RunAsync(CheckCall call, CancellationToken cancellationToken)
    {
        var news = call.News.ContainsKey("serial")
            ? call.News
            : call.News.With("serial", DiskSerial.From(call.Identity));
        var inputs = ConfigDiskInputs.Read(news);
        CheckShape(inputs, call, news);
        if (news.Values.Any(Plain.HasUnknown))
        {
            return news.ContainsKey("hostPath")
                ? news
                : news.With(ConfigDiskDefinition.Content, PropertyValue.Computed.Instance);
        }

        if (!call.Failures.AreNone)
        {
            return news;
        }

        CheckSource(inputs, call);
        if (!call.Failures.AreNone || inputs.HostPath is not null)
        {
            return news;
        }

        try
        {
            var path = await new ConfigContent(session).LocateAsync(inputs, cancellationToken);
            return news.With(ConfigDiskDefinition.Content, path);
        }
        catch (HostException e)
        {
            call.Failures.Add(inputs.Source is null ? "files" : "source", e.Message);
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

        if (inputs.Format == "iso")
        {
            call.Failures.Add("format", "\"iso\" is not there yet; use \"fat\" or \"auto\"");
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
            case { Files: { } files }:
                foreach (var name in files.Keys.Where(n => !MaterializedFiles.IsLegal(n)))
                {
                    call.Failures.Add(
                        "files",
                        $"\"{name}\" is no relative file name; give one without . and .. parts"
                    );
                }

                foreach (var (name, _) in files.Where(f => PrivateKeys.IsIn(f.Value)))
                {
                    call.Failures.Add(
                        "files",
                        $"\"{name}\" holds a private key, and the Nix store can be read by everybody on the host; {KeyAdvice}"
                    );
                }

                break;
        }
    }

    private const string KeyAdvice = "keep it out, or serve a directory of mode 0700 by hostPath";

    private static void CheckDirectory(string property, string given, string path, CheckCall call)
    {
        if (!Directory.Exists(path))
        {
            var what = File.Exists(path)
                ? "is a file, and a directory is wanted"
                : "does not exist";
            call.Failures.Add(property, $"\"{given}\": {path} {what}; correct the path");
            return;
        }

        foreach (var reason in FatPreflight.Inspect(path))
        {
            call.Failures.Add(property, $"\"{given}\" {reason}");
        }

        if (property == "source")
        {
            foreach (var key in PrivateKeys.Find(path))
            {
                call.Failures.Add(
                    property,
                    $"\"{given}\" holds the private key \"{key}\", and the Nix store can be read by everybody on the host; {KeyAdvice}"
                );
            }
        }
    }
}

using System.Collections.Immutable;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Text;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.ConfigDisk;

/// <summary>Says in words what changes in the files of a config disk: short values, or the lines that differ.</summary>
/// <param name="session">The session of the provider.</param>
/// <param name="call">The diff.</param>
internal sealed class ContentChanges(ProviderSession session, DiffCall call)
{
    private const int LongestValue = 60;
    private const int LargestFile = 64 * 1024;
    private readonly string _former = ConfigContent.Read(call.OldInputs)?.StorePath ?? "";

    /// <summary>Adds the words to the changes of files, and tells the guests of this run which files change.</summary>
    public ImmutableArray<PropertyChange> Describe(ImmutableArray<PropertyChange> changes)
    {
        var names = NamesOf(call.OldInputs)
            .Concat(NamesOf(call.News))
            .Distinct(StringComparer.Ordinal)
            .ToDictionary(
                n => PropertyPath.Join(ContentFiles.Property, n),
                n => n,
                StringComparer.Ordinal
            );
        ImmutableArray<string> changed =
        [
            .. changes
                .Where(c => c.Impact != ChangeImpact.None && names.ContainsKey(c.Path))
                .Select(c => TerminalText.Clean(names[c.Path].Replace('\n', ' '))),
        ];
        if (
            !changed.IsEmpty
            && new InputReader(call.OldOutputs).Text("path") is { Length: > 0 } path
        )
        {
            session.Changed.Add(path, changed);
        }

        return
        [
            .. changes.Select(c =>
                names.TryGetValue(c.Path, out var name) ? c with { Subject = Words(c, name) } : c
            ),
        ];
    }

    private static IEnumerable<string> NamesOf(PropertyMap inputs) =>
        PropertyContent.Of(inputs.Get(ContentFiles.Property)) is PropertyValue.Object files
            ? files.Properties.Keys
            : [];

    private string Words(PropertyChange change, string name)
    {
        var shown = TerminalText.Clean(name.Replace('\n', ' '));
        if (change.Kind != ChangeKind.Update)
        {
            return $"{(change.Kind == ChangeKind.Add ? "adds" : "removes")} {shown}";
        }

        if (PropertyContent.HasSecret(change.Old) || PropertyContent.HasSecret(change.New))
        {
            return $"{shown} [secret]";
        }

        var (old, @new) = (
            Text(session.Host.Files, call.OldInputs, _former, name),
            Text(session.Here, call.News, SourceOf(call.News), name)
        );
        return old is null || @new is null ? shown
            : IsShort(old) && IsShort(@new) ? $"{shown} {old.TrimEnd()} → {@new.TrimEnd()}"
            : $"{shown}, {LineDifference.Between(old, @new)}";
    }

    private string SourceOf(PropertyMap inputs) =>
        new InputReader(inputs).Text("source") is { } source ? session.Resolve(source) : "";

    private static bool IsShort(string text) =>
        text.TrimEnd() is { Length: > 0 and <= LongestValue } line
        && !line.Contains('\n', StringComparison.Ordinal);

    /// <summary>The text of a file; <c>null</c> for one that is hidden, gone, a link, too large or no text.</summary>
    private static string? Text(IHostFiles files, PropertyMap inputs, string directory, string name)
    {
        if (!inputs.ContainsKey("source"))
        {
            return
                !inputs.ContainsKey("hostPath")
                && PropertyContent.Of(inputs.Get(ContentFiles.Property))
                    is PropertyValue.Object given
                && PropertyContent.Of(given.Properties.Get(name)) is PropertyValue.String text
                ? Clean(text.Value)
                : null;
        }

        if (directory.Length == 0)
        {
            return null;
        }

        // The words are an extra; the change itself is known from the hashes.
        var file = Path.Combine(directory, name);
        return
            files.ReadLink(file) is null
            && files.Read(file, FilePart.First(LargestFile + 1))
                is { IsMissing: false, Failure: null } content
            && content.Bytes.Length <= LargestFile
            ? Clean(content.Text)
            : null;
    }

    private static string? Clean(string text) =>
        text.AsSpan().ContainsAny('\0', '\ufffd')
            ? null
            : TerminalText.Clean(text, LargestFile).ReplaceLineEndings("\n");
}

using System.Globalization;
using System.Text.Json;
using Infra.NixHost.Hosts.Text;

namespace Infra.NixHost.Hosts.Nix;

/// <summary>
/// Follows a build through <c>--log-format internal-json</c>, with one <c>@nix {…}</c> per line. Other lines come from ssh or build hooks.
/// Unknown numbers are ignored, because every version of Nix adds some. Builders can print such lines too, so no value is trusted.
/// </summary>
internal sealed class BuildMonitor(IProgress<BuildProgress>? progress, TimeProvider timeProvider)
{
    private const string Prefix = "@nix ";
    private const int Info = 3;
    private const int Builds = 104;
    private const int Build = 105;
    private const int LogLine = 101;
    private const int SetPhase = 104;
    private const int Progress = 105;
    private const int PostBuildLine = 107;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly HashSet<ulong> _buildGroups = [];
    private readonly BuildPlanReader _announced = new();
    private long _reportedAt;
    private BuildProgress? _reported;
    private BuildProgress _current = new(0, 0, "");

    /// <summary>The lines of failed builds and of Nix itself.</summary>
    public BuildLog Log { get; } = new();

    /// <summary>Processes one line of standard error.</summary>
    public void Add(string line)
    {
        if (!line.StartsWith(Prefix, StringComparison.Ordinal))
        {
            Log.AddError(TerminalText.Clean(line));
            return;
        }
        // Old versions report every 8 KiB of a copy, 131 000 lines for 1 GiB. None of them is shown.
        if (line.Contains("\"type\":105", StringComparison.Ordinal) && !MayBeBuildProgress(line))
        {
            return;
        }

        try
        {
            using var json = JsonDocument.Parse(line.AsMemory(Prefix.Length));
            if (json.RootElement.ValueKind == JsonValueKind.Object)
            {
                Read(json.RootElement);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Valid JSON can hold half a surrogate pair, which is not text.
            Log.AddError(TerminalText.Clean(line));
        }
    }

    private bool MayBeBuildProgress(string line) =>
        !line.Contains("\"action\":\"result\"", StringComparison.Ordinal)
        || _buildGroups.Any(id =>
            line.Contains(id.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        );

    private void Read(JsonElement json)
    {
        var id =
            json.TryGetProperty("id", out var number)
            && number.ValueKind == JsonValueKind.Number
            && number.TryGetUInt64(out var value)
                ? value
                : 0;
        switch (Text(json, "action"))
        {
            case "start":
                Start(id, json);
                break;
            case "result":
                Result(id, json);
                break;
            case "msg" when Number(json, "level") == 0:
                Log.AddError(TerminalText.Clean(Text(json, "msg") ?? ""));
                break;
            case "msg" when Number(json, "level") == Info:
                _announced.Add(Text(json, "msg") ?? "");
                break;
        }
    }

    private void Start(ulong id, JsonElement json)
    {
        switch (Number(json, "type"))
        {
            case Builds:
                _buildGroups.Add(id);
                break;
            case Build when Text(json, 0) is { } derivation:
                Log.Start(id, derivation);
                Report(_current with { Phase = NameOf(derivation) });
                break;
        }
    }

    private void Result(ulong id, JsonElement json)
    {
        switch (Number(json, "type"))
        {
            case LogLine or PostBuildLine when Text(json, 0) is { } text:
                var clean = TerminalText.Clean(text);
                Log.Add(id, clean);
                if (!string.IsNullOrWhiteSpace(clean))
                {
                    Report(_current with { Phase = OneLine(clean) });
                }

                break;
            case SetPhase when Text(json, 0) is { } phase:
                Report(_current with { Phase = OneLine(TerminalText.Clean(phase)) });
                break;
            case Progress
                when _buildGroups.Contains(id)
                    && Int(json, 0) is { } done
                    && Int(json, 1) is { } expected:
                Report(_current with { Done = done, Expected = Expected(done, expected) });
                break;
        }
    }

    /// <summary>Nix 2.34 counts one step more than there are derivations, so what it announced before is the limit.</summary>
    private int Expected(int done, int expected) =>
        _announced.Plan.Builds is > 0 and var builds
            ? Math.Max(done, Math.Min(expected, builds))
            : expected;

    /// <summary>Sends the report that the rate limit has held back.</summary>
    public void Complete()
    {
        if (_reported is not null && _current != _reported)
        {
            progress?.Report(_current);
        }
    }

    private void Report(BuildProgress next)
    {
        _current = next;
        if (
            progress is null
            || (_reported is not null && timeProvider.GetElapsedTime(_reportedAt) < Interval)
        )
        {
            return;
        }

        (_reported, _reportedAt) = (next, timeProvider.GetTimestamp());
        progress.Report(next);
    }

    private static string OneLine(string text) => text.Trim().Replace('\n', ' ');

    /// <summary>The name in <c>/nix/store/HASH-NAME.drv</c>, without hash and ending.</summary>
    private static string NameOf(string derivation)
    {
        var name = TerminalText.Clean(Path.GetFileNameWithoutExtension(derivation));
        return name.IndexOf('-') is var dash and >= 0 ? name[(dash + 1)..] : name;
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static int? Number(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt32(out var number)
            ? number
            : null;

    private static JsonElement? Field(JsonElement json, int index) =>
        json.TryGetProperty("fields", out var fields)
        && fields.ValueKind == JsonValueKind.Array
        && fields.GetArrayLength() > index
            ? fields[index]
            : null;

    private static string? Text(JsonElement json, int index) =>
        Field(json, index) is { ValueKind: JsonValueKind.String } field ? field.GetString() : null;

    private static int? Int(JsonElement json, int index) =>
        Field(json, index) is { ValueKind: JsonValueKind.Number } field
        && field.TryGetInt32(out var number)
            ? number
            : null;
}

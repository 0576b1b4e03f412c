using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Resources;

/// <summary>
/// The texts of secret inputs, which are hidden in every message. A short one is hidden only as a whole quoted value or part of a path, because it
/// may be a common word.
/// </summary>
internal sealed class SecretTexts
{
    private const string Hidden = "[secret]";
    private const int ShortestAlone = 8;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _byProperty = new(StringComparer.Ordinal);
    private (SearchValues<string> Texts, int[] Lengths)? _search;

    /// <summary>Adds the secrets among property values.</summary>
    public void Add(PropertyMap values)
    {
        foreach (var (name, value) in values)
        {
            Add(value, name, isSecret: false);
        }
    }

    /// <summary>Whether a property of this name came as a secret.</summary>
    public bool AreOf(string property)
    {
        lock (_gate)
        {
            return _byProperty.ContainsKey(property);
        }
    }

    /// <summary>What is said of a property, without the secrets and without pieces of the property's own.</summary>
    public string Hide(string path, string reason)
    {
        var hidden = HideWhole(reason);
        lock (_gate)
        {
            return _byProperty.TryGetValue(PropertyPath.RootOf(path), out var texts)
                ? SecretPieces.Hide(hidden, texts)
                : hidden;
        }
    }

    /// <summary>A message without the secrets. A line of a check begins with the property that it is about.</summary>
    public string Hide(string message)
    {
        var end = message.AsSpan().IndexOfAny(":.[ ");
        return end > 0 && message[end] != ' ' ? Hide(message[..end], message) : HideWhole(message);
    }

    /// <summary>One pass over the message, however many secrets there are.</summary>
    private string HideWhole(string message)
    {
        lock (_gate)
        {
            if (_texts.Count == 0)
            {
                return message;
            }

            _search ??= (
                SearchValues.Create([.. _texts], StringComparison.Ordinal),
                [.. _texts.Select(t => t.Length).Distinct().OrderDescending()]
            );
            return Hide(message, _search.Value.Texts, _search.Value.Lengths);
        }
    }

    private string Hide(string message, SearchValues<string> texts, int[] lengths)
    {
        StringBuilder? result = null;
        var (known, done) = (_texts.GetAlternateLookup<ReadOnlySpan<char>>(), 0);
        for (var from = 0; from < message.Length; )
        {
            var at = message.AsSpan(from).IndexOfAny(texts);
            if (at < 0)
            {
                break;
            }

            at += from;
            var length = lengths.FirstOrDefault(l =>
                at + l <= message.Length
                && known.Contains(message.AsSpan(at, l))
                && (l >= ShortestAlone || IsWhole(message, at, l))
            );
            if (length > 0)
            {
                (result ??= new()).Append(message, done, at - done).Append(Hidden);
                done = at + length;
            }

            from = at + Math.Max(length, 1);
        }

        return result is null
            ? message
            : result.Append(message, done, message.Length - done).ToString();
    }

    /// <summary>Whether a part of a message is a quoted value, or a name in a path.</summary>
    private static bool IsWhole(string message, int at, int length)
    {
        var before = at == 0 ? ' ' : message[at - 1];
        var after = at + length == message.Length ? ' ' : message[at + length];
        return before is '"' or '\'' or '`' or '/'
            && (before == '/' ? !char.IsLetterOrDigit(after) : after == before);
    }

    private void Add(PropertyValue value, string root, bool isSecret)
    {
        switch (value)
        {
            case PropertyValue.Secret secret:
                Add(secret.Element, root, isSecret: true);
                break;
            case PropertyValue.Output { Element: { } element } output:
                Add(element, root, isSecret || output.IsSecret);
                break;
            case PropertyValue.Array array:
                foreach (var item in array.Items)
                {
                    Add(item, root, isSecret);
                }

                break;
            case PropertyValue.Object item:
                foreach (var (_, property) in item.Properties)
                {
                    Add(property, root, isSecret);
                }

                break;
            case PropertyValue.String text when isSecret:
                AddText(text.Value, root);
                break;
            case PropertyValue.Number number when isSecret:
                AddText(number.Value.ToString("R", CultureInfo.InvariantCulture), root);
                break;
            default:
                break;
        }
    }

    private void AddText(string text, string root)
    {
        lock (_gate)
        {
            var before = _texts.Count;
            if (!_byProperty.TryGetValue(root, out var own))
            {
                _byProperty[root] = own = new(StringComparer.Ordinal);
            }

            foreach (var form in Forms(text).Where(f => f.Length > 0))
            {
                _texts.Add(form);
                own.Add(form);
            }

            foreach (var line in text.Split('\n').Where(l => l.Length >= ShortestAlone))
            {
                _texts.Add(line);
            }

            _search = _texts.Count == before ? _search : null;
        }
    }

    /// <summary>The forms in which checks tell a value: a size with its unit, a MAC address in lower case, an address in its one spelling.</summary>
    private static IEnumerable<string> Forms(string text)
    {
        yield return text;
        if (ByteSize.TryParse(text, out var bytes))
        {
            yield return ByteSize.Format(bytes);
        }

        if (DurationText.TryParse(text, out var duration))
        {
            yield return DurationText.Format(duration);
        }

        var host = text.Split('/')[0];
        if (text.Contains(':', StringComparison.Ordinal))
        {
            yield return text.ToLowerInvariant();
        }

        // A plain number is an address to .NET, too.
        if (host.AsSpan().ContainsAny('.', ':') && IPAddress.TryParse(host, out var address))
        {
            yield return host;
            yield return address.ToString();
            yield return text.Replace(host, address.ToString(), StringComparison.Ordinal);
        }
    }
}

using System.Collections.Immutable;
using Infra.Protocol.Values;

namespace Infra.Protocol.Paths;

/// <summary>Restores the old value at a path. Lists keep their length; an item that only one side has is a failure.</summary>
internal sealed class PathReset(ImmutableArray<PathSegment> segments)
{
    public bool TryReset(PathSides sides, int at, out PropertyValue result)
    {
        if (sides.New is PropertyValue.Secret secret)
        {
            var inner = sides with { New = secret.Element, NewIsSecret = true };
            var done = TryReset(inner, at, out var element);
            result = new PropertyValue.Secret(element);
            return done;
        }

        if (sides.Old is PropertyValue.Secret old)
        {
            return TryReset(sides with { Old = old.Element, OldIsSecret = true }, at, out result);
        }

        result = sides.New;
        var segment = segments[at];
        if (segment.IsWildcard)
        {
            return TryResetAll(sides, at, ref result);
        }

        return segment.Name is { } name
            ? TryResetProperty(sides, name, at, ref result)
            : TryResetItem(sides, segment.Index, at, ref result);
    }

    private bool IsLast(int at) => at == segments.Length - 1;

    private bool TryResetProperty(PathSides sides, string name, int at, ref PropertyValue result)
    {
        var olds = (sides.Old as PropertyValue.Object)?.Properties;
        var news = (sides.New as PropertyValue.Object)?.Properties;
        var (old, current) = (olds?.Get(name), news?.Get(name));
        if (IsLast(at))
        {
            if (old is not null && news is not null)
            {
                result = news.With(name, sides.Carry(old));
            }
            else if (news is not null)
            {
                result = news.Without(name);
            }

            return old is null || news is not null;
        }

        if (olds is null || news is null)
        {
            return olds is null && news is null;
        }

        if (current is null)
        {
            return old is null;
        }

        var below = sides with { Old = old ?? PropertyValue.Null.Instance, New = current };
        var done = TryReset(below, at + 1, out var changed);
        result = news.With(name, changed);
        return done;
    }

    private bool TryResetItem(PathSides sides, int index, int at, ref PropertyValue result)
    {
        if (sides is not { Old: PropertyValue.Array olds, New: PropertyValue.Array news })
        {
            return sides.Old is not PropertyValue.Array && sides.New is not PropertyValue.Array;
        }

        if (index >= olds.Items.Length || index >= news.Items.Length)
        {
            return IsLast(at) && index >= olds.Items.Length && index >= news.Items.Length;
        }

        var done = TryTake(sides, olds.Items[index], news.Items[index], at, out var changed);
        result = new PropertyValue.Array(news.Items.SetItem(index, changed));
        return done;
    }

    private bool TryResetAll(PathSides sides, int at, ref PropertyValue result)
    {
        switch (sides.Old, sides.New)
        {
            case (PropertyValue.Object olds, PropertyValue.Object) when IsLast(at):
                result = olds.Properties.Select((_, old) => sides.Carry(old));
                return true;
            case (PropertyValue.Object olds, PropertyValue.Object news):
                return TryResetBelow(sides, olds.Properties, news.Properties, at, ref result);
            case (PropertyValue.Array olds, PropertyValue.Array news)
                when olds.Items.Length == news.Items.Length:
                return TryResetItems(sides, olds.Items, news.Items, at, ref result);
            case (PropertyValue.Array, PropertyValue.Array):
                return false;
            default:
                return IsLast(at) && sides.New is PropertyValue.Object or PropertyValue.Array;
        }
    }

    private bool TryResetBelow(
        PathSides sides,
        PropertyMap olds,
        PropertyMap news,
        int at,
        ref PropertyValue result
    )
    {
        var changed = news;
        foreach (var (name, old) in olds)
        {
            if (
                news.Get(name) is not { } current
                || !TryTake(sides, old, current, at, out var value)
            )
            {
                return false;
            }

            changed = changed.With(name, value);
        }

        result = changed;
        return true;
    }

    private bool TryResetItems(
        PathSides sides,
        ImmutableArray<PropertyValue> olds,
        ImmutableArray<PropertyValue> news,
        int at,
        ref PropertyValue result
    )
    {
        var changed = news.ToBuilder();
        for (var i = 0; i < olds.Length; i++)
        {
            if (!TryTake(sides, olds[i], news[i], at, out var value))
            {
                return false;
            }

            changed[i] = value;
        }

        result = new PropertyValue.Array(changed.DrainToImmutable());
        return true;
    }

    private bool TryTake(
        PathSides sides,
        PropertyValue old,
        PropertyValue current,
        int at,
        out PropertyValue result
    )
    {
        if (IsLast(at))
        {
            result = sides.Carry(old);
            return true;
        }

        return TryReset(sides with { Old = old, New = current }, at + 1, out result);
    }
}

using System.Collections.Immutable;
using Pulumi.Tests.Engine;

namespace Pulumi.Tests.Inputs;

internal sealed class InputTests
{
    [Test]
    public async Task A_list_takes_values_outputs_and_lists_in_any_mixture()
    {
        InputList<string> list = ["a", Output.Create("b"), (InputList<string>)new[] { "c", "d" }];
        list.Add("e", Output.Create("f"));
        list.AddRange(Output.Create(ImmutableArray.Create("g")));

        Assert.That(
            await OutputValue.OfAsync(list.ToOutput()),
            Is.EqualTo(["a", "b", "c", "d", "e", "f", "g"])
        );
    }

    [Test]
    public async Task Joining_lists_leaves_both_as_they_are()
    {
        InputList<int> first = [1];
        InputList<int> second = [2];

        var joined = first.Concat(second);

        Assert.That(await OutputValue.OfAsync(joined.ToOutput()), Is.EqualTo([1, 2]));
        Assert.That(await OutputValue.OfAsync(first.ToOutput()), Is.EqualTo([1]));
    }

    [Test]
    public async Task A_list_is_enumerated_only_asynchronously()
    {
        InputList<int> list = [1, 2];
        var seen = new List<int>();
        await foreach (var item in list)
        {
            seen.Add(await OutputValue.OfAsync(item.ToOutput()));
        }

        Assert.That(seen, Is.EqualTo([1, 2]));
        Assert.Throws<NotSupportedException>(() =>
            ((System.Collections.IEnumerable)list).GetEnumerator()
        );
    }

    [Test]
    public async Task A_map_takes_entries_in_every_way()
    {
        var map = new InputMap<string> { { "a", "1" } };
        map["b"] = Output.Create("2");
        map.Add(new Dictionary<string, string>(StringComparer.Ordinal) { ["c"] = "3" });

        var entries = await OutputValue.OfAsync(map.ToOutput());

        Assert.That(
            entries.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => e.Key + e.Value),
            Is.EqualTo(["a1", "b2", "c3"])
        );
    }

    [Test]
    public async Task A_name_given_twice_with_different_values_is_an_error()
    {
        var map = new InputMap<string> { ["a"] = "1" };
        map["a"] = "2";

        await Assert.ThrowsAsync<ArgumentException>(() => OutputValue.OfAsync(map.ToOutput()));
    }

    [Test]
    public async Task Merging_maps_lets_the_second_count()
    {
        var merged = InputMap<int>.Merge(new() { ["a"] = 1, ["b"] = 1 }, new() { ["b"] = 2 });

        var entries = await OutputValue.OfAsync(merged.ToOutput());

        Assert.That(entries["a"], Is.EqualTo(1));
        Assert.That(entries["b"], Is.EqualTo(2));
    }

    [Test]
    public async Task Unions_take_either_side()
    {
        InputUnion<string, int> text = "a";
        InputUnion<string, int> number = Output.Create(3);
        InputList<Union<string, int>> list = [];
        list.Add((Input<string>)"x");

        Assert.That((await OutputValue.OfAsync(text.ToOutput())).AsT0, Is.EqualTo("a"));
        Assert.That((await OutputValue.OfAsync(number.ToOutput())).AsT1, Is.EqualTo(3));
        Assert.That((await OutputValue.OfAsync(list.ToOutput()))[0].IsT0, Is.True);
    }

    [Test]
    public void A_union_tells_its_sides_apart()
    {
        Union<string, int> union = 3;

        Assert.Multiple(() =>
        {
            Assert.That(union.Match(s => s.Length, i => i), Is.EqualTo(3));
            Assert.That(union.MapT1(i => i + 1).AsT1, Is.EqualTo(4));
            Assert.That(union.TryPickT0(out _, out var number), Is.False);
            Assert.That(number, Is.EqualTo(3));
            Assert.That(union, Is.EqualTo(Union<string, int>.FromT1(3)));
            Assert.Throws<InvalidOperationException>(() => _ = union.AsT0);
        });
    }
}
